import Sealing

@testable import Envelope
@testable import Mailbox
@_spi(KeyMaterial) @testable import Unsealing

/// The form's token, the receipt code and what derives from it (FORMAT §5).
enum ReceiptVectors {
    static let folder = "receipt"
    private static let formKey = Array(UInt8(0)..<32)
    private static let nonce = Array(UInt8(100)..<118)

    /// What the form of the good vector says beside words and consent.
    static let answers = StoryAnswers(
        contentNotes: ["children", "prison"], language: "en", openCase: .unsure, underEighteen: .no)
    static let term = Consent.Term.twoYears

    /// The words of a list that holds its own indexes.
    static let indexes = (0..<ReceiptCode.listLength).map(String.init)

    static func code() throws -> ReceiptCode {
        let keys = FormKeys(keys: [try FormKey(formKey)])
        let token = try FormKey(formKey).token(nonce)
        guard let form = keys.verify(nonce: nonce.base64URL, token: token.base64URL) else {
            throw ReceiptCodeError.mistyped
        }
        return try form.receiptCode()
    }

    static func make() throws -> [Vector] {
        let token = try FormKey(formKey).token(nonce)
        let words = try code().words(in: indexes)
        var symbols = words.compactMap { Int($0) }
        let good = symbols
        func form(_ name: String, _ expect: String, _ why: String, key: [UInt8], nonce: [UInt8], token: [UInt8])
            -> Vector
        {
            let fields = [
                ("expect", expect), ("comment", why), ("form-key", key.hex), ("nonce", nonce.base64URL),
                ("token", token.base64URL),
            ]
            return Vector(folder, name, fields)
        }
        func typed(_ name: String, _ expect: String, _ why: String, _ symbols: [Int]) -> Vector {
            let text = symbols.map(String.init).joined(separator: " ")
            return Vector(folder, name, [("expect", expect), ("comment", why), ("symbols", text)])
        }
        symbols[3] ^= 1
        let wrong = symbols
        var checkWrong = good
        checkWrong[9] ^= 0x800
        var swaps: [Vector] = []
        for place in 0..<9 {
            var swapped = good
            swapped.swapAt(place, place + 1)
            swaps.append(
                typed(
                    "swapped-neighbours-\(place + 1)", "mistyped", "words \(place + 1) and \(place + 2) swapped",
                    swapped))
        }
        return try [derived(token: token, symbols: good)] + swaps + [
            typed("wrong-word", "mistyped", "one bit of the fourth word", wrong),
            typed("wrong-check-word", "mistyped", "one bit of the check word", checkWrong),
            typed("nine-words", "wrong-number", "the check word is missing", Array(good.dropLast())),
            typed("eleven-words", "wrong-number", "one word more", good + [0]),
            form(
                "changed-token", "unknown-form", "one bit of the token", key: formKey, nonce: nonce,
                token: [token[0] ^ 1] + token.dropFirst()),
            form(
                "changed-nonce", "unknown-form", "one bit of the nonce", key: formKey,
                nonce: [nonce[0] ^ 1] + nonce.dropFirst(), token: token),
            form(
                "short-token", "unknown-form", "a token of 23 bytes", key: formKey, nonce: nonce,
                token: Array(token.dropLast())),
            form(
                "another-form-key", "unknown-form", "a form of another service", key: [1] + formKey.dropFirst(),
                nonce: nonce, token: token),
        ]
    }

    /// The letter key as a reviewer finds it in a story: the survivor shows it to nobody else.
    static func letterKey(of survivor: borrowing Survivor) throws -> [UInt8] {
        let reader = try Cast.key("reader")
        let sealer = try Sealer(keyring: Cast.keyring, readers: [reader.publicKey])
        let text: [UInt8] = [0x61]
        let tag = RetryTag(unchecked: [UInt8](repeating: 0, count: 32))
        let sent = try survivor.submission(
            text: text.span, answers: StoryAnswers(language: "en"), consent: BodyVectors.consent, tag: tag,
            day: Day(number: 1), reviewers: sealer, everyone: sealer)
        return try reader.open(sent.statements[0].body, of: survivor.caseID).field("letter-key") ?? []
    }

    private static func derived(token: [UInt8], symbols: [Int]) throws -> Vector {
        let survivor = try code().survivor(letterGeneration: 0)
        let text = Array(SealedVectors.text.utf8)
        let tag = try survivor.retryTag(
            consent: BodyVectors.consent, term: term, answers: answers, text: text.span)
        let letterKey = try letterKey(of: survivor)
        let later = try code().survivor(letterGeneration: 3)
        let third = try Self.letterKey(of: later).prefix(LetterKeyField.keyLength).map { $0 }.hex
        let fields = [
            ("expect", "derives"), ("comment", "one form, its code and every key"), ("form-key", formKey.hex),
            ("nonce", nonce.base64URL), ("token", token.base64URL),
            ("symbols", symbols.map(String.init).joined(separator: " ")), ("signing-key", survivor.signingKey.hex),
            ("case", survivor.caseID.hex), ("letter-key", letterKey.hex), ("letter-key-3", third),
            ("letter-key-tag-3", later.letterKeyTag().hex),
            ("retry-consent", BodyVectors.consent.choices.base64),
            ("retry-content-notes", answers.contentNotes.joined(separator: ",")), ("retry-language", answers.language),
            ("retry-open-case", answers.openCase.rawValue), ("retry-term", term.rawValue),
            ("retry-text", text.base64), ("retry-under-18", answers.underEighteen.rawValue),
            ("retry-tag", tag?.hex ?? ""),
        ]
        return Vector(folder, "good", fields)
    }
}
