import Testing

@testable import Warnings

/// A name to show beside a name that was taken out.
struct NearNameTests {
    @Test(arguments: [
        ("Mari", "Marisol", NearName.Likeness.beginning), ("marisolita", "Marisol", .beginning),
        ("Lupe", "Guadalupe Ríos", .nickname),
        ("Bill", "William Carter", .nickname), ("Keesha", "Keisha", .sound), ("Jessenia", "Yesenia", nil),
        ("Vivi Reies", "Reyes", .sound),
        ("M. R.", "Marisol Reyes", .initials), ("MR", "Marisol Reyes", .initials), ("marisol", "Marisol Reyes", .same),
        ("Blue", "Marisol Reyes", nil), ("An", "Andrea", nil), ("Sam", "Rosa", nil), ("Wren", "Keisha", nil),
    ])
    func `is like it by a part, a nickname, a sound or initials, or not at all`(
        name: String, removed: String, likeness: NearName.Likeness?
    ) {
        #expect(NearName(name).likeness(to: removed) == likeness)
    }

    @Test func `is warned of once, unless the text names that person still`() {
        let near = NearName("Mari")
        let warnings = near.warnings(beside: ["Marisol", "marisol", "Ines"], takenOutOf: "It rained.")
        #expect(warnings.map(\.kind) == [.near])
        #expect(
            warnings.map(\.sentence) == [
                "the name 'Mari', which stands with the story, is like 'Marisol', which was taken out; "
                    + "whoever knows that name may hear it, so ask the writer for another one"
            ])
        #expect(near.warnings(beside: ["Marisol"], takenOutOf: "I am Marisol.").isEmpty)
    }
}
