/// A letter to begin with, in the languages of the pages.
struct LetterTemplate: Equatable {
    /// What it is for, for the reviewer.
    let name: String
    /// The words in each language, by its code.
    let words: [String: String]
}
