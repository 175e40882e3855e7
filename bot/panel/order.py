"""What waits for a customer -> the page he is shown first."""

HOME = "/panel"
NOTICE, GREETING, RENEWAL = "/panel/aviso", "/panel/activacion", "/panel/renovacion"


def next_place(*, consented: bool, greeting: bool, renewal: bool, wanted: str = HOME) -> str:
    """Return the page after the sign-in: the notice, the greeting, the renewal, else the one he wanted.

    >>> next_place(consented=False, greeting=True, renewal=True)
    '/panel/aviso'
    >>> next_place(consented=True, greeting=False, renewal=True, wanted="/panel/constancia")
    '/panel/constancia'
    """
    if not consented:
        return NOTICE
    if greeting:
        return GREETING
    if renewal and wanted == HOME:
        return RENEWAL
    return wanted
