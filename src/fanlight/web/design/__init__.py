"""The look of the web: GOV.UK Design System components without its branding, forms and small scripts."""
