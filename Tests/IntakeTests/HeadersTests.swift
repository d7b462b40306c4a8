import HTTPTypes
import Testing

@testable import Intake

struct HeadersTests {
    @Test func `every answer carries these headers, word for word`() throws {
        var fields: HTTPFields = [.date: "Mon, 01 Jan 2029 00:00:00 GMT", .contentType: "text/html"]
        Headers.complete(&fields)
        let expected = [
            "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; "
                + "frame-ancestors 'none'; sandbox allow-forms allow-same-origin",
            "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp",
            "Cross-Origin-Resource-Policy": "same-origin", "Referrer-Policy": "no-referrer",
            "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), "
                + "fullscreen=(), web-share=(), browsing-topics=()",
            "Cache-Control": "no-store", "X-Robots-Tag": "noindex, noarchive", "Content-Type": "text/html",
        ]
        let came = Dictionary(uniqueKeysWithValues: fields.map { ($0.name.rawName, $0.value) })
        #expect(came == expected)
    }

    @Test func `leaving and sending make the browser forget, and take the cookie away`() throws {
        var fields = HTTPFields()
        Headers.forget(&fields)
        let clear = try #require(HTTPField.Name("Clear-Site-Data"))
        #expect(fields[clear] == "\"*\"")
        #expect(fields[.setCookie] == "v=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0")
    }

    @Test func `the cookie is the same for everybody and lives as long as the window`() {
        #expect(Headers.cookie == "v=1; Path=/; HttpOnly; SameSite=Strict")
    }
}
