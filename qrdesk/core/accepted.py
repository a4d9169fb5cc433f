"""What an Accept-Language header asks for. Source: RFC 9110, 12.5.4."""


def liked_languages(accepted: str) -> list[str]:
    """Return the language tags that a header names, as they were sent, the one liked best first.

    Those that it refuses, and those whose weight is no number, are left out.
    """
    choices = [choice.partition(";") for choice in accepted.split(",")]
    weighed = [(_weight(weight), tag.strip()) for tag, _, weight in choices]
    wanted = [choice for choice in weighed if choice[0] > 0 and choice[1]]
    return [tag for _, tag in sorted(wanted, key=lambda choice: -choice[0])]


def _weight(text: str) -> float:
    name, _, number = text.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return min(float(number), 1.0)
    except ValueError:
        return 0.0
