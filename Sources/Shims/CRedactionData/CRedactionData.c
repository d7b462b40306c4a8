#include "CRedactionData.h"

// Clang reads the files while compiling; the warning says that C before C23 has no #embed.
#pragma clang diagnostic ignored "-Wc23-extensions"

_Alignas(8) static const unsigned char lexicon[] = {
#embed "lexicon.bin"
};

_Alignas(8) static const unsigned char lists[] = {
#embed "lists.bin"
};

_Alignas(8) static const unsigned char model[] = {
#embed "model.bin"
};

const void *fh_lexicon(void) { return lexicon; }
size_t fh_lexicon_size(void) { return sizeof lexicon; }
const void *fh_lists(void) { return lists; }
size_t fh_lists_size(void) { return sizeof lists; }
const void *fh_model(void) { return model; }
size_t fh_model_size(void) { return sizeof model; }
