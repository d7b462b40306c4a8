#ifndef CATTEMPTS_H
#define CATTEMPTS_H

/// Tries one thing that a confined program must not be able to do; 0 if it could, else the error's number.
///
/// -1 for a name that is not known. `place` is a file, or a unix socket; `port` a TCP port of this machine.
int fh_attempt(const char *name, const char *place, int port);

#endif
