#ifndef FIRSTHAND_CREDACTIONDATA_H
#define FIRSTHAND_CREDACTIONDATA_H

#include <stddef.h>

// Read-only tables inside the program: nothing to find at run time, nothing to load. NOTICES.md names their sources.

/// The word list, as Training/redaction/lexicon.py writes it.
const void *fh_lexicon(void);
size_t fh_lexicon_size(void);
/// The lists of words that say what stands beside them, as Training/redaction/lists.py writes them.
const void *fh_lists(void);
size_t fh_lists_size(void);
/// The model, as Training/redaction/train.py writes it.
const void *fh_model(void);
size_t fh_model_size(void);

#endif
