"""`python -m posture_daemon` is the command line."""

from posture_daemon.cli import main

if __name__ == "__main__":
    main()
