/// One place of an entity.
public struct Mention: Hashable, Sendable {
    /// Code points of the original, its end not included.
    public let range: Range<Int>
    /// Why it was suggested; nil when a reviewer marked it.
    public let reason: Reason?
}

/// Someone or something that a story names, with all its places: one decision settles them all.
public struct Entity: Hashable, Sendable, Identifiable {
    /// A number that stays the same while a story is worked on, whatever is split or merged.
    public let id: Int
    /// What it is.
    public let type: IdentifierType
    /// In the order of the text.
    public internal(set) var mentions: [Mention]
    /// Who this is to the writer, if the words beside a mention say so; only for people.
    public internal(set) var role: ThirdParty?
}

/// Who a person is to the writer.
///
/// Each of them has not been asked, so each needs a decision.
public enum ThirdParty: String, Sendable, CaseIterable {
    /// The person who may have hurt the writer: husband, boyfriend, ex, the father of the children.
    case partner
    /// A child.
    case child
    /// Anyone else of the family.
    case family
    /// Someone else who is inside: cellmate, bunkie.
    case inside
    /// Police, judges, prosecutors, guards.
    case officer
    /// Lawyers and advocates.
    case lawyer
    /// Anyone else.
    case other

    private static let words: [(ThirdParty, Set<UInt64>)] = [
        (
            .partner,
            StructuredScan.set(
                "husband boyfriend ex fiance partner girlfriend wife marido esposo novio pareja esposa novia")
        ),
        (
            .child,
            StructuredScan.set(
                "son daughter baby child kid boy girl kids children grandson granddaughter grandbaby oldest youngest hijo hija nino nina nena nene bebe gemelas nieto nieta sons daughters hijos hijas babies"
            )
        ),
        (.inside, StructuredScan.set("cellmate bunkie celly roommate cellie companera compa")),
        (
            .officer,
            StructuredScan.set(
                "officer judge sheriff deputy detective sergeant sgt trooper warden agent ofc co lieutenant lt captain prosecutor inspector constable magistrate juez jueza oficial agente fiscal sargento comandante marshal bailiff superintendent"
            )
        ),
        (
            .lawyer,
            StructuredScan.set(
                "lawyer attorney atty counsel defender counselor abogado abogada licenciado licenciada lic defensor defensora advocate"
            )
        ),
        (
            .family,
            StructuredScan.set(
                "mother mom mama father dad brother sister cousin aunt auntie uncle grandma grandmother granny grandpa niece nephew madre mami papa padre hermano hermana primo prima tia tio abuela abuelo sobrino sobrina cunada cunado suegra suegro stepfather stepmother stepdad bro sis"
            )
        ),
    ]

    /// The role that a word gives to the name after it.
    static func of(_ hash: UInt64) -> ThirdParty? { words.first { $0.1.contains(hash) }?.0 }
}
