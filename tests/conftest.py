"""What all tests share."""


def pytest_make_parametrize_id(config, val, argname):
    """Name a case that is bytes by its length: archives hold the time they were made, and both workers must agree."""
    return f"{argname}-{len(val)}-bytes" if isinstance(val, bytes) else None
