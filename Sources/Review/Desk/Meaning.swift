/// What a piece of a screen means to the eye; a color only says again what its words say.
enum Meaning { case alert, care, good, calm, plain }

/// Words for the screen, with what they mean to the eye.
struct Said: Equatable {
    let words: String
    var meaning = Meaning.plain
}
