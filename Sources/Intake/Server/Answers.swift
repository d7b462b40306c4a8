import HTTPTypes
import Hummingbird
import NIOCore
import Policies
import Testimony

/// Turns pages into answers, each with the whole set of headers.
enum Answers {
    /// A page.
    static func page(_ page: Page, status: Int = 200, language: String, forgets: Bool = false, setsCookie: Bool = false)
        -> Response
    {
        var buffer = ByteBuffer(string: page.html)
        return answer(&buffer, status, language, forgets: forgets, setsCookie: setsCookie)
    }

    /// A page with the story written into its place, escaped.
    static func page(_ page: Page, story: borrowing SubmittedForm, status: Int, language: String) -> Response {
        let (before, after) = page.parts
        var buffer = ByteBuffer(string: before)
        // These bytes leave in the answer to the person who sent them; the buffer is let go when they are written.
        story.story.withText { HTMLText.escape($0, into: &buffer) }
        buffer.writeString(after)
        return answer(&buffer, status, language, forgets: false, setsCookie: true)
    }

    private static func answer(
        _ buffer: inout ByteBuffer, _ status: Int, _ language: String, forgets: Bool, setsCookie: Bool
    ) -> Response {
        var headers = Headers.base(language: language)
        headers[.contentType] = "text/html; charset=utf-8"
        if setsCookie { headers[.setCookie] = Headers.cookie }
        if forgets { Headers.forget(&headers) }
        return Response(status: .init(code: status), headers: headers, body: .init(byteBuffer: buffer))
    }

    static func style(language: String) -> Response {
        var headers = Headers.base(language: language)
        headers[.contentType] = "text/css; charset=utf-8"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(string: Style.sheet)))
    }

    /// To the neutral page, with everything forgotten.
    static func leave(to address: String, language: String) -> Response {
        var headers = Headers.base(language: language)
        headers[.location] = address
        Headers.forget(&headers)
        return Response(status: .seeOther, headers: headers)
    }
}

/// Text inside an HTML element.
enum HTMLText {
    /// Writes UTF-8 with the signs that mean something in HTML escaped.
    static func escape(_ text: Span<UInt8>, into buffer: inout ByteBuffer) {
        for index in text.indices {
            switch text[index] {
            case UInt8(ascii: "&"): buffer.writeString("&amp;")
            case UInt8(ascii: "<"): buffer.writeString("&lt;")
            case UInt8(ascii: ">"): buffer.writeString("&gt;")
            case UInt8(ascii: "\""): buffer.writeString("&quot;")
            case UInt8(ascii: "'"): buffer.writeString("&#39;")
            // NUL is no character of an HTML page; browsers would show this in its place.
            case 0: buffer.writeString("\u{FFFD}")
            default: buffer.writeInteger(text[index])
            }
        }
    }
}
