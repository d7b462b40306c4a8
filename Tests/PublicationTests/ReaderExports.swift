import Envelope
import Files
import FoundationEssentials
import Ledger
import Press
import Testing

@testable import Publication

/// The exports that `Tests/Readers/check.sh` opens with programs that are not ours.
///
/// Written only where it asks for them, with what each must give back beside it.
struct ReaderExports {
    private static let folder = ProcessInfo.processInfo.environment["FIRSTHAND_READER_EXPORTS"]

    @Test(.enabled(if: folder != nil)) func `exports for other programs to read`() throws {
        let folder = try #require(Self.folder)
        let address = "https://stories.example/"
        let calm = try Sample.export(
            try Self.calm(), use: .campaign, formats: Self.formats,
            tombstones: [try Sample.tombstone(0xEE)],
            title: "Firsthand stories", address: address, surroundings: Self.surroundings,
            campaigns: Self.campaigns(), formerCampaigns: ["over"])
        try write(calm, to: "\(folder)/calm", Self.names)
        let hostile = try Sample.export(
            try Sample.hostile().stories, use: .campaign, formats: Self.formats,
            title: "]]> <b>Stories</b> & \"more\"", address: address,
            surroundings: SiteListTests.around(NoteWords(Self.hostileNames)),
            campaigns: Self.hostileCampaigns())
        try write(hostile, to: "\(folder)/hostile", Self.hostileNames)
        try write(try Sample.export([], formats: Self.formats), to: "\(folder)/empty")
    }

    /// What notes are called, as the policies that ship say it.
    private static let names = [
        "en": [
            "violence": "Violence", "children": "Harm to children", "death": "Death", "prison": "Prison or jail",
            "police": "Police or courts", "self-harm": "Self-harm or suicide",
        ],
        "es": [
            "violence": "Violencia", "death": "Muerte", "police": "Policía o tribunales",
            "self-harm": "Hacerse daño o suicidio",
        ],
    ]
    private static let hostileNames = [
        "en": ["grief": "=<b>Grief</b> [x] \u{202E}\u{1B}{{y}}"]
    ]

    /// Each hostile text as a theme, a demand and a step of one story, and one campaign with all of them.
    private static func hostileCampaigns() throws -> [Campaign] {
        let ids = Hostile.names.indices.map { [UInt8](repeating: UInt8($0), count: 8).hex }
        let each = try zip(Hostile.names, ids).map { name, id in
            let text = Hostile.text(name)
            return try CampaignTests.campaign("c\(id.prefix(2))", theme: text, demand: text, step: text, stories: [id])
        }
        return each + [try CampaignTests.campaign("all", theme: "Kitchen", stories: ids)]
    }

    /// An invented organization, with the mark of the demonstration.
    private static let surroundings = Surroundings(
        organization: ["en": "Heron & Circle"], address: "https://tell.example/",
        letters: ["en": ["Heron & Circle", "P.O. Box 100"]],
        countries: [
            Surroundings.Country(
                name: ["en": "Here", "es": "Aquí"], emergency: "911",
                services: [
                    Surroundings.Service(
                        name: ["en": "An invented line", "es": "Una línea inventada"],
                        what: ["en": "For anyone, day and night.", "es": "Para cualquiera, de día y de noche."],
                        call: "1-800-555-0100", text: "88788", keyword: ["en": "START", "es": "HOLA"],
                        chat: ["en": "https://chat.example/"])
                ])
        ],
        mark: Mark(
            viewBox: "0 0 48 48",
            shapes: [
                (
                    "path",
                    [
                        (
                            "d",
                            "M31 6c-5 0-8 4-8 9 0 4 2 6 2 10 0 6-6 9-13 9 3 3 8 4 12 3l-1 8h2l2-9c6-2 9-7 9-13 0-5-3-7-3-11 0-2 1-3 3-3l9 2-10-5z"
                        ), ("fill", "currentColor"),
                    ]
                ), ("path", [("d", "M6 44h36"), ("stroke", "currentColor"), ("stroke-width", "2"), ("fill", "none")]),
            ]), notes: NoteWords(names))

    /// As Documentation/Campaigns shows them.
    private static func campaigns() throws -> [Campaign] {
        [
            try #require(
                Campaign(
                    name: "called-for-help",
                    theme: ["en": "Punished for calling for help", "es": "Castigadas por pedir ayuda"],
                    demand: [
                        "en":
                            "Nobody goes to prison for surviving. We ask the county to drop every charge that followed a call for help.",
                        "es":
                            "Nadie va a la cárcel por sobrevivir. Pedimos al condado que retire cada cargo que siguió a una llamada de auxilio.",
                    ],
                    steps: [
                        Campaign.Step(
                            words: [
                                "en": "Write to the county board before its next meeting.",
                                "es": "Escribe a la junta del condado antes de su próxima reunión.",
                            ], link: "https://county.example/board"),
                        Campaign.Step(
                            words: [
                                "en": "Read a story aloud where you meet, and leave an empty chair.",
                                "es": "Lee una historia en voz alta donde te reúnas, y deja una silla vacía.",
                            ], link: nil),
                    ],
                    stories: [
                        "The kitchen light", "La luz de la cocina", "c7c7c7c7c7c7c7c7", "\"She's fine,\" he said",
                    ])),
            try #require(
                Campaign(
                    name: "inside", theme: ["en": "Life inside"], demand: [:], steps: [],
                    stories: ["Laundry", "A list for whoever has my bunk next", "Visiting day, in four parts"])),
        ]
    }

    /// Every format but those that the publisher's own program is tested with, with pictures as it makes them.
    private static let formats = Format.allCases.filter { $0 != .pdf && $0 != .booklet }
    private static let programs = OutsidePrograms(draw: { drawing, picture in
        guard ChildProcess.run("rsvg-convert", ["--format", "png", "--output", picture, drawing]) else {
            throw Unusable()
        }
    })

    private func write(_ sample: SampleExport, to folder: String, _ names: [String: [String: String]] = [:]) throws {
        let scratch = try ExportScratch()
        let publisher = try scratch.publisher()
        try sample.write(to: folder, Self.programs) { try publisher.minisign($0, trustedComment: $1) }
        let called = JSONText.object(
            names.map { language, notes in
                (language, JSONText.object(notes.map { ($0.key, JSONText.string($0.value)) }))
            })
        let stories = sample.stories.map { story in
            JSONText.object([
                ("id", JSONText.string(story.id)), ("title", JSONText.string(story.manuscript.title)),
                ("text", JSONText.string(story.manuscript.text)),
                ("language", JSONText.string(story.manuscript.language)),
                ("notes", JSONText.list(story.manuscript.contentNotes)),
                ("credit", JSONText.string(story.manuscript.credit)),
                ("themes", JSONText.list(Self.themes(of: story, in: sample.export))), ("names", called),
            ])
        }
        let graves = sample.export.tombstones.map(\.id)
        let text = JSONText.object([
            ("stories", "[\(stories.joined(separator: ",\n"))]"), ("tombstones", JSONText.list(graves)),
        ])
        try Data(text.utf8).write(to: URL(filePath: folder + ".expected.json"))
    }

    private static func themes(of story: ApprovedStory, in export: PublicationExport) -> [String] {
        let shown = ShownStory(story)
        return export.campaigns.filter { $0.reference(to: shown) != nil }.map {
            $0.theme(in: shown.words.language).words
        }
    }

    /// Invented stories, as a small press would set them: long and short, in three languages, with and without notes.
    static func calm() throws -> [ApprovedStory] {
        [
            try Sample.story(
                0x2F, title: "The kitchen light", text: CalmTexts.kitchen, notes: ["violence", "police"],
                credit: "R."),
            try Sample.story(0x9A, title: "What the form asked", text: CalmTexts.form, notes: ["prison"]),
            try Sample.story(0x41, title: "La luz de la cocina", text: CalmTexts.luz, language: "es", notes: ["death"]),
            try Sample.story(0xC7, title: "ضوء المطبخ", text: CalmTexts.light, language: "ar", notes: ["police"]),
            try Sample.story(
                0x63, title: "Visiting day, in four parts", text: CalmTexts.visits, credit: "M. and her sister"),
            try Sample.story(0x18, title: "Laundry", text: CalmTexts.laundry),
            try Sample.story(0x52, title: "What I can't say yet", text: CalmTexts.short, notes: ["police", "prison"]),
            try Sample.story(
                0x77, title: "El autobús de las cinco", text: CalmTexts.bus, language: "es",
                notes: ["violence", "police", "self-harm"], credit: "Una madre"),
            try Sample.story(
                0x88, title: "The long way, told in order",
                text: String(repeating: CalmTexts.kitchen + "\n\n", count: 28),
                notes: ["violence", "police", "children"]),
            try Sample.story(0x99, title: "Dos líneas", text: CalmTexts.twoLines, language: "es"),
            try Sample.story(0xB1, title: "\"She's fine,\" he said", text: CalmTexts.fine, notes: ["violence"]),
            try Sample.story(
                0xD4, title: "A list for whoever has my bunk next", text: CalmTexts.bunk, notes: ["prison"]),
        ]
    }
}

/// Invented texts: no person, place or case in them is real.
enum CalmTexts {
    static let kitchen = """
        The light over the stove was the one I left on. It buzzed a little. You got used to it, the way you get used to a clock.

        That night I sat under it and counted what I had. A bag with the children's birth papers. Forty dollars. My sister's number, \
        which I knew by heart because I never wrote it down. I had packed the bag in March and unpacked it in April, and packed it again.

        When I called, I said my name and my address and I said: please come quietly. They did not come quietly. I remember the blue \
        on the ceiling, going round. I remember thinking that the light over the stove was still on and that somebody should turn it off.

        They asked me what I had done. Nobody asked what had been done for eleven years. I said it anyway. The man who wrote things \
        down wrote for a while and then he stopped writing.

        My sister kept the bag. She says it still smells of that kitchen. One day I will unpack it for the last time.
        """
    static let form = """
        The form asked for the date of the incident. There was one line.

        I asked the woman next to me how she had filled it in. She had written: see other side. On the other side she had drawn a \
        calendar, a whole year, and put a small cross on most of the days.

        They sent hers back.
        """
    static let luz = """
        Dejé encendida la luz de encima de la estufa. Zumbaba un poco. Una se acostumbra, como se acostumbra a un reloj.

        Esa noche me senté debajo y conté lo que tenía: una bolsa con los papeles de los niños, cuarenta dólares, el número de mi \
        hermana, que sabía de memoria porque nunca lo escribí.

        Me preguntaron qué había hecho. Nadie preguntó qué me habían hecho durante once años. Lo dije de todos modos.
        """
    static let light = """
        تركت الضوء فوق الموقد مضاءً. كان يطنّ قليلًا، ويعتاد المرء عليه كما يعتاد على الساعة.

        في تلك الليلة جلست تحته وعددت ما أملك: حقيبة فيها أوراق الأطفال، وأربعون دولارًا، ورقم أختي الذي حفظته لأنني لم أكتبه قط.

        سألوني ماذا فعلت. لم يسأل أحد عمّا فُعل بي.
        """
    static let visits = """
        One.
        They take the pins out of my hair
        and give me a number for my coat.

        Two.
        My daughter has learned to talk
        with her hand flat on the glass.
            She says it is not cold.

        Three.
        We do not say the year.
        We say: after your birthday,
        and the one after that.

        Four.
        The bus home has one working light.
        I read the same page until the county line.
        """
    static let short = """
        It was a Tuesday.
        They had a form for it.
        I signed where the pen was.
        My son asked "is it over?"
        I said it is almost over.
        """
    static let bus = """
        Mi hermana me dijo: "toma el de las cinco, el chofer no pregunta". Yo llevaba a la niña dormida y una bolsa del mercado con \
        lo que cupo. Él creía que íbamos por tortillas.

        En la terminal un guardia me pidió papeles... Le di los de la niña. Me los devolvió sin mirarlos y me dijo "súbase, señora".

        Después dijeron que yo me la había robado. ¿Cómo se roba una a su propia hija?
        """
    static let twoLines = """
        Me preguntaron por qué no me fui antes. Nadie le preguntó a él por qué no paró.
        Eso es todo lo que quiero decir.
        """
    static let fine = """
        "She's fine," he said to the two officers, 'cause he knew them from ball. "She gets like this." And they looked at me -- at the \
        towel, at my hands -- and one of them said, "Ma'am, are you fine?"

        I wasn't. I said yes. In '09 that's what you said.

        The report says "no visible injuries". My lawyer read it out loud three times... slowly, so that the jury would hear how small \
        it was. 'No visible injuries.' I've thought about the word visible for ten years.
        """
    static let bunk = """
        The window rattles. Put a sock in the left corner.

        Don't take the first job they offer you; ask for the library and wait.

        If you cry, cry on Sundays. Everybody does, and nobody writes it up.

        There's a woman on the second tier who'll braid your hair for two soups. Let her. She had daughters.
        """
    static let laundry = String(
        repeating: """
            I worked in the laundry because it was warm. You fold a thousand of the same shirt and your hands learn something your head \
            does not have to know. A woman called to me once across the steam that I was humming. I had not heard it. I stopped, and \
            then she said: no, go on.


            """, count: 9)
}
