extension DeskScreen {
    /// All keys, as `?` shows them.
    static let help = """
        q        leave at once: the screen is cleared; your work is saved
        Ctrl-C   the same, also while you type
        Esc      back
        Ctrl-Z   set the desk aside; the screen is cleared

        The queue
        j k ↑ ↓  move          ] [      next part, part before
        Enter    open a case   /        find a case by its digits
        r        read the queue anew
        z        the case alone, or beside the queue

        A case
        1 to 6   consent, history, story, found, text, letters
        Tab      the next of them
        a        what can be signed here, each with its key
        u        take back the last step, until it is signed

        Story
        space b  a page on, a page back
        /  n N   look for words; the next place, the one before
        v        mark by hand: move, v or space begins, Enter takes out

        Found: what could tell who is meant
        y        settle as offered, and on to the next
        Y        settle all of this kind that has a form: phones, dates …
        n        your own words      w        vaguer words
        #        a number            x        remove
        i        it stays, with a reason for the second reviewer
        e        only this place stays
        ← →      the other places of the same
        m        it is the same as another number
        s        this place is someone else
        t        the title           p        the text as it would be published
        l        the language of the story, where the machine took it for another

        Text: exactly what would be published
        o        the story instead, in a narrow window
        d        what changed since the text before
        The text is read to its end before it is signed.

        Capital letters sign, and nothing is signed before you saw what.
        """
}
