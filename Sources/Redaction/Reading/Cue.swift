// What a word announces about the words beside it: the lists that are features of the model, by their place in lists.txt.
struct Cue: OptionSet {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }
    private init(_ bit: UInt64) { rawValue = 1 << bit }

    static let title = Cue(0)
    static let kin = Cue(1)
    static let month = Cue(2)
    static let weekday = Cue(3)
    static let digit = Cue(4)
    static let number = Cue(5)
    static let scale = Cue(6)
    static let ordinal = Cue(7)
    static let holiday = Cue(8)
    static let street = Cue(9)
    static let unit = Cue(10)
    static let facility = Cue(11)
    static let organization = Cue(12)
    static let placeHead = Cue(13)
    static let idCue = Cue(14)
    static let caseCue = Cue(15)
    static let phoneCue = Cue(16)
    static let named = Cue(17)
    static let state = Cue(18)
    static let carMake = Cue(19)
    static let color = Cue(20)
    static let vehicle = Cue(21)
    static let money = Cue(22)
    static let ageWord = Cue(23)
    static let inPlace = Cue(24)
    static let determiner = Cue(25)
    static let functionEnglish = Cue(26)
    static let functionSpanish = Cue(27)
    static let safe = Cue(28)
    static let connector = Cue(29)
    static let platform = Cue(30)
    static let spelledDot = Cue(31)
    static let spelledAt = Cue(32)
    static let spelledJoin = Cue(33)
    static let spelledSlash = Cue(34)
    static let duration = Cue(35)
    static let position = Cue(36)
    static let nato = Cue(37)
    static let nickname = Cue(38)
    static let be = Cue(39)
    static let streetNumber = Cue(40)
    static let loneKin = Cue(41)
    static let plateCue = Cue(42)
    static let topDomain = Cue(43)
    static let slang = Cue(44)
    static let weekOf = Cue(45)
    static let family = Cue(46)
    static let safeAcronym = Cue(47)
    static let monthWord = Cue(48)
    static let court = Cue(49)
    static let legal = Cue(50)
    static let sayVerb = Cue(51)
    static let bodyMark = Cue(52)
    static let occupation = Cue(53)
    static let sacred = Cue(54)
    static let worship = Cue(55)

    static let function: Cue = [.functionEnglish, .functionSpanish]
    static let anyNumber: Cue = [.digit, .number, .scale]

    /// What says something of a number beside it.
    static let numbered: Cue = [.month, .holiday, .idCue, .caseCue, .phoneCue, .unit]
}
