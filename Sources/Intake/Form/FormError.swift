import Testimony

/// Why a form was not taken.
///
/// Nothing of it is stored.
enum FormError: Error, Equatable, CaseIterable {
    /// Not the content type that forms have.
    case notAForm
    /// No length was announced, so a form that was cut off could not be told from a whole one.
    case noLength
    /// The connection ended before the form did.
    case cutOff
    case malformed, unknownField, repeatedField, fieldTooLong, bodyTooLong
    case storyNotText, noMemory

    init(_ error: TestimonyError) {
        switch error {
        case .invalidUTF8: self = .storyNotText
        case .noMemory: self = .noMemory
        // The builder takes as much as a body can hold, and an empty story is no error of the form.
        case .tooLong, .empty: self = .bodyTooLong
        }
    }
}
