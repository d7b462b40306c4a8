import ArgumentParser
import Console
import Envelope
import Files
import Policies

extension Intake {
    /// Reminds the team, and tells nothing: it never looks at the vault.
    struct Notice: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print one constant sentence a week, which reminds the team to open Firsthand.",
            discussion: """
                On the weekday that notice-day in the configuration names, Monday unless it
                says otherwise, it prints a sentence in each language of the form. On any
                other day it prints nothing. Days are those of UTC.

                It does not open the vault, and so cannot tell whether anything came: whoever
                sees the message, on a phone or on the way, learns that a team uses Firsthand
                and no more. Let a timer of yours run it each day, and give what it prints to a
                mail or a bridge to a chat; send nothing when it prints nothing.

                Example:
                  firsthand-intake notice

                Exit codes: 0 also when it prints nothing, 64 bad arguments, 77 run as root,
                78 an error in the configuration or a policy.
                """)

        /// The key of its sentence among the texts of a language.
        static let text = "team.notice"

        @OptionGroup var configuration: ConfigurationFile

        func run() throws {
            let place = try configuration.load()
            let codes = try PolicySet.load(folder: place.policies).form.languages
            let languages = try Languages.load(folder: place.policies, codes: codes)
            // On other days too, so that a missing text is seen on the first of them.
            let sentences = try languages.all.map { language in
                guard let sentence = language.texts[Self.text] else {
                    throw Refusal(
                        .configuration, "Languages/\(language.code)/text.yaml: texts.\(Self.text) is missing",
                        hint: "copy it from the text.yaml that ships with Firsthand")
                }
                return sentence
            }
            guard Day.today.weekday == place.noticeDay else { return }
            for sentence in sentences { TerminalStream.output.line(sentence) }
        }
    }
}
