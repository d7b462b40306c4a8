import HTTPTypes

/// What went wrong, as a page says it.
///
/// Each has words of its own.
enum Problem: String, CaseIterable, Sendable {
    // The form is shown again, with all that was in it.
    case empty, incomplete, withdrawn
    case tooLong = "too-long"
    case longName = "long-name"
    case oldForm = "old-form"
    case closed = "closed"
    /// Nobody can tell now whether the story of this form was withdrawn.
    case storyClosed = "story-closed"
    case notStored = "not-stored"
    /// The disk is as full as stories may make it.
    case noRoom = "no-room"
    // Coming back with the code.
    case noCode = "no-code"
    case fewWords = "few-words"
    case wrongCode = "wrong-code"
    case visitEnded = "visit-ended"
    case emptyLetter = "empty-letter"
    case longLetter = "long-letter"
    case manyLetters = "many-letters"
    case paperOnly = "paper-only"
    case notDone = "not-done"
    /// It may have been done or not.
    case unsure
    /// No keyring counts: nothing can be sealed, and only a withdrawal needs no sealing.
    case shut
    /// Nobody can tell now whether the story was withdrawn.
    case returnClosed = "return-closed"
    // What arrived was no form of ours, so there are no words to show again.
    case malformed, unknown, repeated
    case notText = "not-text"
    case tooLarge = "too-large"
    case notAForm = "not-a-form"
    case noLength = "no-length"
    case otherSite = "other-site"
    /// There was no room to read it.
    case busy
    // No page.
    case notFound = "not-found"
    case wrongMethod = "wrong-method"

    init(_ error: FormError) {
        switch error {
        case .notAForm: self = .notAForm
        case .noLength: self = .noLength
        case .cutOff, .malformed, .fieldTooLong: self = .malformed
        case .unknownField: self = .unknown
        case .repeatedField: self = .repeated
        case .bodyTooLong: self = .tooLarge
        case .storyNotText: self = .notText
        case .noMemory: self = .notStored
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .incomplete, .malformed, .unknown, .repeated, .notText: .badRequest
        case .otherSite, .wrongCode, .paperOnly: .forbidden
        case .notFound: .notFound
        case .wrongMethod: .methodNotAllowed
        case .oldForm, .visitEnded: .conflict
        case .withdrawn: .gone
        case .noLength: .lengthRequired
        case .tooLarge: .contentTooLarge
        case .notAForm: .unsupportedMediaType
        case .empty, .tooLong, .longName, .noCode, .fewWords, .emptyLetter, .longLetter, .manyLetters:
            .unprocessableContent
        case .closed, .storyClosed, .notStored, .noRoom, .notDone, .unsure, .shut, .returnClosed, .busy:
            .serviceUnavailable
        }
    }

    /// Whether it is about a form that was sent; otherwise it is about an address.
    var isAboutForm: Bool { self != .notFound && self != .wrongMethod }

    /// Whether the rest of what was sent may still be on its way.
    var closes: Bool { self == .tooLarge || self == .noLength }
}
