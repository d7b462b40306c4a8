import Envelope
import Mailbox
import Policies
import Testimony

/// A form that arrived whole: the words in guarded memory, and the small fields.
struct SubmittedForm: ~Copyable {
    let story: Testimony
    let fields: FormFields
}

/// What the form of a story says beside the words.
struct FormFields: Sendable, Equatable {
    static let nonceField = "nonce"
    static let tokenField = "token"
    static let toldField = "told"

    let nonce: String?
    let token: String?
    let consent: ConsentChoices
    let answers: FormAnswers
    /// Whether the page about open cases was shown: it is shown once, and stops nobody.
    let wasTold: Bool

    init(
        nonce: String? = nil, token: String? = nil, consent: ConsentChoices, answers: FormAnswers, wasTold: Bool = false
    ) {
        self.nonce = nonce
        self.token = token
        self.consent = consent
        self.answers = answers
        self.wasTold = wasTold
    }

    /// - Throws: `FormError.malformed` for a value that our form does not send.
    init(_ values: [String: String], policies: PolicySet) throws(FormError) {
        self.init(
            nonce: values[Self.nonceField], token: values[Self.tokenField],
            consent: try ConsentChoices(values, policy: policies.consent),
            answers: try FormAnswers(values, policy: policies.form),
            wasTold: try ConsentChoices.choice(values[Self.toldField], of: [StoryAnswers.Answer.yes]) != nil)
    }

    /// The names that the form has, but for the story's.
    static func names(_ policies: PolicySet) -> Set<String> {
        ConsentChoices.names(policies.consent).union(FormAnswers.names(policies.form))
            .union([nonceField, tokenField, toldField])
    }

    /// Whether the page about open cases comes first.
    var mustBeTold: Bool { answers.mayHaveOpenCase && !wasTold }

    /// The same, once that page was shown.
    var told: FormFields {
        FormFields(nonce: nonce, token: token, consent: consent, answers: answers, wasTold: true)
    }

    /// The same under other hidden fields.
    func with(_ form: HiddenFields) -> FormFields {
        FormFields(nonce: form.nonce, token: form.token, consent: consent, answers: answers, wasTold: wasTold)
    }

    /// The answers alone, with no hidden fields, and nothing chosen.
    func withoutForm(_ policies: PolicySet) -> FormFields {
        FormFields(consent: .untouched(policies.consent), answers: answers, wasTold: wasTold)
    }

    /// The same as values of a form, for a page that carries them on; without nonce and token, which may be new there.
    var values: [String: String] {
        consent.values.merging(answers.values) { $1 }.merging(toldValues) { $1 }
    }

    /// The value that says that the page about open cases was shown.
    var toldValues: [String: String] { wasTold ? [Self.toldField: ConsentChoices.yes] : [:] }
}

/// The two hidden fields of a form that is shown.
struct HiddenFields: Sendable {
    let nonce: String
    let token: String

    var values: [String: String] { [FormFields.nonceField: nonce, FormFields.tokenField: token] }
}

extension HiddenFields {
    init(_ form: FormToken) { self.init(nonce: form.nonce, token: form.token) }
}

/// What the body of a form holds: the small values by their names, and the words if there are any.
enum DecodedForm: ~Copyable {
    case whole(Testimony, [String: String])
    /// Nothing was written but white space.
    case empty([String: String])
}
