import Envelope
public import Ledger
public import Warnings

extension DisclosureCheck {
    /// Looks at a story as it would go out.
    public func look(at story: ApprovedStory) -> Sighting {
        let manuscript = story.manuscript
        return look(
            at: PlainText.line(manuscript.title) + "\n" + PlainText.clean(manuscript.text), id: story.id,
            manuscript: story.manuscriptDigest)
    }
}
