#ifndef FIRSTHAND_CWIPE_H
#define FIRSTHAND_CWIPE_H

// Whoever links this frees no memory unwiped: strings, arrays and buffers are zeroed as they are let go.

/// Whether memory is wiped as it is freed: 1 where the C library lets this program do it.
///
/// It also makes the library give freed memory back, so that a flood leaves no more behind than it took: to be called
/// before there is another thread.
int fh_wipe_on_free(void);

#endif
