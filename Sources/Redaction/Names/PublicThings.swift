/// Laws, chapters and offices, which look like names and point at nobody; and how far a run of capitals is to be trusted.
extension NameScan {
    private static let laws = StructuredScan.set(
        "act acts code law laws amendment constitution treaty bill rule rules convention manifesto ley codigo constitucion"
    )

    private static let parts = StructuredScan.set(
        "volume chapter category section article part page paragraph file phase factor figure table exhibit rule title capitulo articulo seccion pagina factor tabla"
    )

    private static let offices = StructuredScan.set("justice lord lordship honor honour honorable chief")

    // "Hindu Marriage Act", "Chapter 1", "Chief Justice": no person; only the model may say that they point at one.
    private func isPublicThing(_ start: Int, _ end: Int) -> Bool {
        if end - start > 1, isWord(end - 1, Self.laws) || isWord(start, Self.parts) && at(end - 1)?.kind == .number {
            return true
        }
        return end - start > 1 && (start..<end).allSatisfy { isWord($0, Self.offices) || at($0)?.isFunction == true }
    }

    func strength(_ start: Int, _ end: Int) -> RuleSpan.Strength {
        let token = text.tokens[start]
        if isPublicThing(start, end) { return .wide }
        if end - start == 1, isOrdinary(token) || token.flags.contains(.demonym) { return .doubtful }
        return .sure
    }
}
