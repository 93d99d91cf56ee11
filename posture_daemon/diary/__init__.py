"""The diary of a sore back: a private file, encrypted where the session has a keyring.

Whoever has the file without the key sees how many rows it has, how long each is, rounded up, and
when the file was last written to; not what they are about, nor of which moment.
"""
