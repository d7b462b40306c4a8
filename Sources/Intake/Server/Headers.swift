import HTTPTypes

/// The headers of every answer, errors included.
///
/// Each was tried in Chromium and Firefox: the form posts with JavaScript off, the style applies, the cookie returns.
enum Headers {
    /// What the constant cookie says on a page with a form.
    ///
    /// It is the same for everybody and identifies nobody.
    ///
    /// Chromium brings a `no-store` page back from its back/forward cache, text and all, unless an HttpOnly cookie
    /// has changed since: so the form sets one, and leaving and sending take it away.
    static let cookie = heldCookie + "; Path=/; HttpOnly; SameSite=Strict"
    /// As a browser sends it back.
    static let heldCookie = "v=1"
    static let noCookie = "v=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"

    /// Adds what every answer carries and takes off `Date`.
    ///
    /// Hummingbird sets the date after all else. A server's clock, read often enough, tells one hidden service from
    /// another (Zander and Murdoch, USENIX Security 2008), and nothing here shows a time finer than a day.
    static func complete(_ fields: inout HTTPFields) {
        for (name, value) in constant {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        fields[.date] = nil
    }

    /// Adds what makes a browser forget: on leaving, and after sending.
    static func forget(_ fields: inout HTTPFields) {
        if let name = HTTPField.Name("Clear-Site-Data") { fields[name] = "\"*\"" }
        fields[.setCookie] = noCookie
    }

    static let constant: [(name: String, value: String)] = [
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
                + "sandbox allow-forms allow-same-origin"
        ),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        (
            "Permissions-Policy",
            "camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), fullscreen=(), "
                + "web-share=(), browsing-topics=()"
        ),
        ("Cache-Control", "no-store"),
        ("X-Robots-Tag", "noindex, noarchive"),
    ]
}
