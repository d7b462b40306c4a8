internal import Envelope

extension PageWords {
    static let english = PageWords(
        language: "en", untitled: "A story", contentNotes: "Content notes", stories: "Stories",
        introduction: "Each of these was written by someone who lived it. Each is here because they said yes.",
        nothingYet: "There are no stories here yet.", allStories: "All stories",
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
        betweenMonthAndYear: " ",
        agreed: "The person who wrote this agreed to share it. Some names and details may have been changed or "
            + "left out to keep people safe.",
        pleaseLink: "Please link to this page instead of copying it. The writer can change their mind at any time, "
            + "and then we take it down.",
        howAgreed: "How this story was agreed", backToStory: "Read the story",
        follow: "Follow new stories with a feed reader:",
        minutes: ("", " minutes to read", "1 minute to read"),
        choosing: Choosing(
            heading: "Choose stories", language: "Language", length: "Length", any: "Any",
            lengths: ["Up to 2 minutes", "3 to 8 minutes", "Longer"], leaveOut: "Leave out stories with"),
        campaigning: Campaigning(
            themes: "Themes", theme: "Theme", demand: "What we ask for", steps: "What you can do",
            stories: "Their stories", others: "More stories",
            over: Gone(title: "This page is no longer here", text: "The stories that are shared now are in the list.")),
        turning: Turning(
            heading: "Where to turn",
            introduction: "If you or someone you know is being hurt, there are people who will listen.",
            emergency: "In danger right now:", call: "Call", chat: "Chat:", textBefore: "Text ", textBetween: " to ",
            textAnything: "anything", trace: "Calls and texts can stay on a phone’s list and on a bill.",
            tellYours: "You can tell your own story, in your own words:", takePart: "How to take part",
            byLetter: "By letter:"),
        agreement: Agreement(
            uses: [
                .website: "on a website", .social: "on social media", .print: "in print", .campaign: "in a campaign",
                .press: "with the press", .court: "in court", .network: "with partner groups",
            ],
            choseBefore: "The person who wrote this story chose to share it ",
            choseAfter: ". They were asked about each kind of sharing on its own, and nothing was ticked for them.",
            peopleRead: " people read it first, to take out what could point to someone. Each of them then signed "
                + "these exact words.",
            numbers: ["No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"],
            sawIt: "The writer asked to see these words before anyone else did. They read them and said yes.",
            changed:
                "Names, places and dates may be changed, and parts may be left out. What is here is in the writer’s words.",
            mindBefore: "The writer can change their mind at any time and need not say why. Then the story leaves this "
                + "place. Copies that others made may stay, and the writer was told so before they chose.",
            checkHeading: "To check it yourself",
            check: "This text comes in a signed package. The file manifest.json names it by the fingerprint below, and "
                + "the file SHA256SUMS.minisig is the publisher’s signature on the whole package.",
            fingerprint: "Fingerprint of the text"),
        gone: Gone(
            title: "This story is no longer here",
            text: "It was shared here for a time, and then it was taken back. If you kept a copy, please delete it."),
        printed: Printed(
            contents: "Contents", about: "About these stories",
            aboutText: [
                "Each story was written by someone who lived it, and who agreed that it could be shared this way. "
                    + "Two or more people read each one first and signed these exact words.",
                "Names, places and dates may be changed or left out to keep people safe. Please do not try to find "
                    + "out who wrote a story, or whom it is about.",
                "A writer can change their mind at any time. If you lend or copy this, pass on the latest printing.",
            ],
            retracted: "Taken back since an earlier printing",
            retractedText: "If you have an earlier printing, please do not pass on the stories with these numbers:",
            number: "Story", noStories: "There are no stories here yet.", numbers: "The stories by number",
            numbersText: "A story’s number stays the same in each printing. Use it to ask about a story."))
}
