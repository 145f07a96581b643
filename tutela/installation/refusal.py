"""What a command says, in one sentence, when it cannot go on."""


class Refusal(Exception):
    """One sentence for the person at the terminal, and the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code
