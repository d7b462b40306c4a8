import HTTPTypes
import Hummingbird
import NIOCore
import Policies

/// Reads a form's body as it arrives, and wipes each piece once it was decoded.
struct FormBody {
    /// The names of the small fields.
    let allowed: Set<String>
    /// The name of the field that is held in guarded memory.
    var words = "story"
    let bodyLimit: Int

    /// The length of the body, if it can be taken in.
    func length(of request: Request) -> Int? { refusal(request) == nil ? Self.length(request) : nil }

    /// The form of a request.
    ///
    /// - Throws: `FormError`; what the server makes of a broken connection.
    func read(_ request: Request) async throws -> DecodedForm {
        if let length = length(of: request), length <= MemoryBudget.shortBody { return try await decoded(request) }
        var form: DecodedForm?
        try await LongLane.run { form = try await decoded(request) }
        guard let form = form.take() else { throw FormError.cutOff }
        return form
    }

    private func decoded(_ request: Request) async throws -> DecodedForm {
        let length = Self.length(request)
        var decoder: FormDecoder? = nil
        var failure = refusal(request)
        do throws(FormError) {
            if failure == nil, let length {
                decoder = try FormDecoder(allowed: allowed, words: words, bodyLimit: length)
            }
        } catch { failure = error }
        var received = 0
        // Also what was refused is read and wiped here: left to the server, it would stay in its memory.
        for try await chunk in request.body {
            received += chunk.readableBytes
            if var open = decoder.take() {
                do throws(FormError) {
                    try open.append(chunk.readableBytesUInt8Span)
                    decoder = consume open
                } catch {
                    // The words taken so far are wiped now, and not when a slow body ends.
                    failure = error
                }
            }
            chunk.wipe()
            guard received <= Connection.patience else { throw FormError.bodyTooLong }
        }
        if let failure { throw failure }
        // A connection that breaks looks like the end of a body, and half a story must not be taken for a whole one.
        guard received == length, let decoder = decoder.take() else { throw FormError.cutOff }
        return try decoder.finish()
    }

    /// Reads to its end, and wipes, what nobody asked for.
    static func discard(_ request: Request) async {
        do {
            try await LongLane.run {
                var received = 0
                for try await chunk in request.body {
                    received += chunk.readableBytes
                    chunk.wipe()
                    guard received <= Connection.patience else { return }
                }
            }
        } catch { /* The connection broke: there is no more of it. */  }
    }

    private func refusal(_ request: Request) -> FormError? {
        let type = request.headers[.contentType]?.split(separator: ";").first?.filter { $0 != " " }.lowercased()
        guard type == "application/x-www-form-urlencoded" else { return .notAForm }
        guard let length = Self.length(request) else { return .noLength }
        return length > bodyLimit ? .bodyTooLong : nil
    }

    private static func length(_ request: Request) -> Int? { request.headers[.contentLength].flatMap { Int($0) } }
}
