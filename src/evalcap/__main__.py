"""`python -m evalcap`, where the `evalcap` command is not on the path."""

from evalcap.cli import main

if __name__ == "__main__":
    main()
