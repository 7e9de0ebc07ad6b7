"""Validation rules of the CIN Census: one module a family, one decorated function a rule."""
