/// What kind of place or employer a name names, by its own words; never more than they say.
extension Generalization {
    private static let prisons = StructuredScan.set(
        "jail prison penitentiary correctional correction corrections lockup juvenile carcel prision penal penitenciaria cereso reclusorio correccional"
    )
    private static let hospitals = StructuredScan.set("hospital clinic medical infirmary clinica")
    private static let shelters = StructuredScan.set("shelter refuge albergue refugio")
    private static let courts = StructuredScan.set("court courthouse courtroom juzgado tribunal corte")
    private static let schools = StructuredScan.set(
        "school high elementary academy college university middle escuela colegio universidad liceo secundaria primaria preparatoria"
    )
    private static let churches = StructuredScan.set(
        "church temple mosque synagogue masjid parish chapel cathedral tabernacle baptist lutheran methodist iglesia templo parroquia capilla"
    )
    private static let papers = StructuredScan.set(
        "gazette herald times news tribune ledger courier journal chronicle noticiero periodico diario")
    private static let shops = StructuredScan.set(
        "market salon restaurant diner cafe bakery shop store nails tienda taqueria panaderia")

    func facilities(_ text: TokenizedText) -> [String] {
        kind(
            of: text,
            [
                (Self.prisons, "a jail or prison", "una cárcel o prisión"),
                (Self.hospitals, "a hospital or clinic", "un hospital o clínica"),
                (Self.shelters, "a shelter", "un albergue"), (Self.courts, "a court", "un juzgado"),
            ]) + [say("an institution", "una institución")]
    }

    func organizations(_ text: TokenizedText) -> [String] {
        kind(
            of: text,
            [
                (Self.schools, "a school", "una escuela"), (Self.churches, "a place of worship", "un lugar de culto"),
                (Self.courts, "a court", "un juzgado"), (Self.papers, "a news outlet", "un medio de noticias"),
                (Self.shops, "a shop", "un negocio"),
            ]) + [say("an organization", "una organización")]
    }

    private func kind(of text: TokenizedText, _ kinds: [(Set<UInt64>, String, String)]) -> [String] {
        for (words, english, spanish) in kinds where text.tokens.contains(where: { words.contains($0.hash) }) {
            return [say(english, spanish)]
        }
        return []
    }
}
