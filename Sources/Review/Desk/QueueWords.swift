import Envelope
import Ledger

extension QueueLine {
    /// What comes next, in as few letters as a narrow queue has room for.
    var word: String {
        switch step {
        case .look: "look at it"
        case .answer: letters > 1 ? "\(letters) letters" : "letter came"
        case .change: "wants changes"
        case .choose: "two texts"
        case .compare: "compare"
        case .comparePaper: "check paper"
        case .redact: "redact"
        case .take: "read it"
        case .release: "weigh a hold"
        case .waitForReviewers: stage == .held ? "on hold" : holder.isEmpty ? "others" : holder
        case .waitForWriter: "the writer"
        case .ready: "can go out"
        case .ended: stage.rawValue
        }
    }

    var meaning: Meaning {
        if isWorried || step == .look { return .alert }
        switch step {
        case .answer, .change: return .calm
        case .ready: return .good
        default: return .plain
        }
    }

    /// How many pages, in words; empty where there are none.
    var length: String { pages == 0 ? "" : pages == 1 ? "1 page" : "\(pages) pages" }

    /// How long it waits, roughly.
    func wait(on today: Day) -> String {
        guard let received else { return "" }
        switch today - received {
        case ...0: return "today"
        case 1: return "1 day"
        case 2..<14: return "\(today - received) days"
        case let days where days < 61: return "\(days / 7) weeks"
        case let days: return "\(days / 30) months"
        }
    }

    /// By what the team knows the case; empty where it has no name yet.
    var label: String { (name.isEmpty ? title : name).isEmpty ? "" : "“\(name.isEmpty ? title : name)”" }

    /// What else is to be known before it is opened, the gravest first.
    func remarks(on today: Day) -> [(words: String, meaning: Meaning)] {
        var remarks: [(words: String, meaning: Meaning)] = []
        if stage == .damaged { remarks.append(("not as it was signed", .alert)) }
        guard step != .ended else { return remarks }
        if marks.contains(.under18) { remarks.append(("UNDER 18", .care)) }
        if marks.contains(.plea) { remarks.append(("asks: do not contact", .care)) }
        if stage == .held, word != "on hold" { remarks.append(("on hold", .care)) }
        if marks.contains(.openCase) { remarks.append(("open case", .care)) }
        if letters > 0, step != .answer { remarks.append(("letter came", .calm)) }
        if marks.contains(.agreed) { remarks.append(("they said yes", .good)) }
        if endsSoon(on: today), let ends {
            remarks.append((ends > today ? "consent ends: \(Self.days(ends - today))" : "consent ended", .care))
        }
        if warnings > 0 { remarks.append((warnings == 1 ? "1 warning" : "\(warnings) warnings", .care)) }
        if !holder.isEmpty, word != holder { remarks.append(("with \(holder)", .calm)) }
        if !notes.isEmpty { remarks.append((notes.joined(separator: ", "), .plain)) }
        return remarks
    }

    private static func days(_ days: Int) -> String { days == 1 ? "1 day" : "\(days) days" }

    /// All that the line says, in which a person looks for words.
    func text(on today: Day) -> String {
        ([word, language, StoryLanguage.name(language), length, label] + remarks(on: today).map(\.words))
            .joined(separator: " ").lowercased()
    }
}
