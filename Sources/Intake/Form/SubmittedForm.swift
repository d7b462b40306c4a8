import Envelope
import Mailbox
import Policies
import Testimony

/// A form that arrived whole: the words in guarded memory, and the small fields.
struct SubmittedForm: ~Copyable {
    let story: Testimony
    let fields: FormFields
    /// What the writer has to mend before it can be sent; nil if there is nothing.
    let flaw: Problem?

    init(story: consuming Testimony, fields: FormFields, policy: FormPolicy) {
        flaw =
            story.scalars > policy.storyLimit ? .tooLong : fields.consent.isNameTooLong ? .longName : nil
        self.story = story
        self.fields = fields
    }
}

/// What the form of a story says beside the words.
struct FormFields: Sendable, Equatable {
    static let toldField = "told"

    /// Nil where they are not both there.
    let form: HiddenFields?
    let consent: ConsentChoices
    /// The questions of consent with one answer that were answered; at the others what policy says counts.
    let chosen: Set<String>
    let answers: FormAnswers
    /// Whether the page about open cases was shown: it is shown once, and stops nobody.
    let wasTold: Bool

    init(
        form: HiddenFields? = nil, consent: ConsentChoices, chosen: Set<String> = [], answers: FormAnswers,
        wasTold: Bool = false
    ) {
        self.form = form
        self.consent = consent
        self.chosen = chosen
        self.answers = answers
        self.wasTold = wasTold
    }

    /// - Throws: `FormError.malformed` for a value that our form does not send.
    init(_ values: [String: String], policies: PolicySet) throws(FormError) {
        guard let answers = FormAnswers(of: values, policy: policies.form) else { throw .malformed }
        self.init(
            form: HiddenFields(values), consent: try ConsentChoices(values, policy: policies.consent),
            chosen: ConsentChoices.singleFields.intersection(values.keys), answers: answers,
            wasTold: try ConsentChoices.choice(values[Self.toldField], of: [StoryAnswers.Answer.yes]) != nil)
    }

    /// The names that the form has, but for the story's.
    static func names(_ policies: PolicySet) -> Set<String> {
        ConsentChoices.names(policies.consent).union(FormAnswers.names(policies.form))
            .union([HiddenFields.nonce, HiddenFields.token, toldField])
    }

    /// Whether the page about open cases comes first.
    var mustBeTold: Bool { answers.mayHaveOpenCase && !wasTold }

    /// The same under other hidden fields.
    func with(_ form: HiddenFields) -> FormFields {
        FormFields(form: form, consent: consent, chosen: chosen, answers: answers, wasTold: wasTold)
    }

    /// The same without hidden fields.
    var withoutFields: FormFields {
        FormFields(consent: consent, chosen: chosen, answers: answers, wasTold: wasTold)
    }

    /// The answers alone, with no hidden fields, and nothing chosen.
    func withoutForm(_ policies: PolicySet) -> FormFields {
        FormFields(consent: .untouched(policies.consent), answers: answers, wasTold: wasTold)
    }

    /// Whether anything was ticked, chosen or named.
    var isAnything: Bool { values.contains { !$0.value.isEmpty } }

    /// The same as values of a form, for a page that carries them on; without nonce and token, which may be new there.
    ///
    /// What nobody chose is not in them, so that it stands unchosen in the form again.
    var values: [String: String] {
        consent.values.filter { !ConsentChoices.singleFields.subtracting(chosen).contains($0.key) }
            .merging(answers.values) { $1 }.merging(toldValues) { $1 }
    }

    /// The value that says that the page about open cases was shown.
    var toldValues: [String: String] { wasTold ? [Self.toldField: ConsentChoices.yes] : [:] }
}

/// The two hidden fields of a form that is shown.
struct HiddenFields: Sendable, Equatable {
    static let nonce = "nonce"
    static let token = "token"

    let nonce: String
    let token: String

    var values: [String: String] { [Self.nonce: nonce, Self.token: token] }
}

extension HiddenFields {
    init(_ form: FormToken) { self.init(nonce: form.nonce, token: form.token) }

    /// Those of a form that was sent; nil if one is missing.
    init?(_ values: [String: String]) {
        guard let nonce = values[Self.nonce], let token = values[Self.token] else { return nil }
        self.init(nonce: nonce, token: token)
    }
}

/// What the body of a form holds: the small values by their names, and the words if there are any.
enum DecodedForm: ~Copyable {
    case whole(Testimony, [String: String])
    /// Nothing was written but white space.
    case empty([String: String])
}

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
