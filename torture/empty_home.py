"""Makes the folder of this process's environment ready: database and a small front door."""

# ruff: noqa: T201 - it is asked by another process
import django

if __name__ == "__main__":
    django.setup()
    from torture.homes import make_front_door

    make_front_door()
    print("{}")
