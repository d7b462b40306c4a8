import Envelope
import Policies

/// What a form sends is read as it is on paper; what our forms do not send is refused.
extension ConsentChoices {
    /// - Throws: `FormError.malformed` for a value that our form does not send.
    init(_ values: [String: String], policy: ConsentPolicy) throws(FormError) {
        guard let choices = ConsentChoices(of: values, policy: policy) else { throw .malformed }
        self = choices
    }

    /// One of `choices`; nil if nothing was chosen.
    static func choice<Choice: RawRepresentable<String>>(
        _ value: String?, of choices: [Choice]
    ) throws(FormError) -> Choice? {
        guard let choice = choice(value, among: choices) else { throw .malformed }
        return choice
    }
}

extension FormAnswers {
    /// - Throws: `FormError.malformed` for a value that our form does not send.
    init(_ values: [String: String], policy: FormPolicy) throws(FormError) {
        guard let answers = FormAnswers(of: values, policy: policy) else { throw .malformed }
        self = answers
    }
}
