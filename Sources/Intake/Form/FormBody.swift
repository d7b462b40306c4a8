import HTTPTypes
import Hummingbird
import NIOCore
import Policies

/// Reads a form's body as it arrives, and wipes each piece once it was decoded.
struct FormBody {
    /// How much of a refused body is still read, so that the browser stops sending and shows the answer.
    private static let patience = 6 * FormPolicy.maximumBodyLimit

    /// The names of the small fields.
    let allowed: Set<String>
    /// The name of the field that is held in guarded memory.
    var words = "story"
    let bodyLimit: Int

    /// The form of a request.
    ///
    /// - Throws: `FormError`; what the server makes of a broken connection.
    func read(_ request: Request) async throws -> DecodedForm {
        let length = request.headers[.contentLength].flatMap { Int($0) }
        var decoder: FormDecoder? = nil
        var failure = Self.refusal(request.headers, length)
        do throws(FormError) {
            if failure == nil { decoder = try FormDecoder(allowed: allowed, words: words, bodyLimit: bodyLimit) }
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
            guard received <= Self.patience else { throw FormError.bodyTooLong }
        }
        if let failure { throw failure }
        // A connection that breaks looks like the end of a body, and half a story must not be taken for a whole one.
        guard received == length, let decoder = decoder.take() else { throw FormError.cutOff }
        return try decoder.finish()
    }

    private static func refusal(_ headers: HTTPFields, _ length: Int?) -> FormError? {
        let type = headers[.contentType]?.split(separator: ";").first?.filter { $0 != " " }.lowercased()
        guard type == "application/x-www-form-urlencoded" else { return .notAForm }
        return length == nil ? .noLength : nil
    }
}
