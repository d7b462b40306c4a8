internal import Envelope

extension PageWords {
    static let spanish = PageWords(
        language: "es", untitled: "Una historia", contentNotes: "Avisos de contenido", stories: "Historias",
        introduction: "Cada una la escribió alguien que la vivió. Cada una está aquí porque esa persona dijo que sí.",
        nothingYet: "Todavía no hay historias aquí.", allStories: "Todas las historias",
        months: [
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
            "noviembre", "diciembre",
        ],
        betweenMonthAndYear: " de ",
        agreed: "La persona que escribió esto aceptó compartirlo. Puede que se hayan cambiado o quitado nombres y "
            + "detalles para cuidar a las personas.",
        pleaseLink: "Por favor, enlaza a esta página en vez de copiarla. Quien la escribió puede cambiar de opinión en "
            + "cualquier momento, y entonces la quitamos.",
        howAgreed: "Cómo se acordó esta historia", backToStory: "Leer la historia",
        follow: "Sigue las historias nuevas con un lector de canales:",
        minutes: ("", " minutos de lectura", "1 minuto de lectura"),
        choosing: Choosing(
            heading: "Elegir historias", language: "Idioma", length: "Duración", any: "Cualquiera",
            lengths: ["Hasta 2 minutos", "De 3 a 8 minutos", "Más largas"], leaveOut: "Dejar fuera las que tengan"),
        campaigning: Campaigning(
            themes: "Temas", theme: "Tema", demand: "Lo que pedimos", steps: "Lo que puedes hacer",
            stories: "Sus historias", others: "Más historias",
            over: Gone(
                title: "Esta página ya no está aquí", text: "Las historias que se comparten ahora están en la lista.")),
        turning: Turning(
            heading: "Dónde pedir ayuda",
            introduction: "Si a ti o a alguien que conoces le están haciendo daño, hay personas que te escuchan.",
            emergency: "En peligro ahora mismo:", call: "Llama al", chat: "Chat:", textBefore: "Manda ",
            textBetween: " por mensaje de texto al ", textAnything: "lo que quieras",
            trace: "Las llamadas y los mensajes pueden quedar en la lista del teléfono y en la factura.",
            tellYours: "Puedes contar tu propia historia, con tus palabras:", takePart: "Cómo participar",
            byLetter: "Por carta:"),
        agreement: Agreement(
            uses: [
                .website: "en un sitio web", .social: "en redes sociales", .print: "en papel",
                .campaign: "en una campaña", .press: "con la prensa", .court: "en un tribunal",
                .network: "con grupos aliados",
            ],
            choseBefore: "La persona que escribió esta historia eligió compartirla ",
            choseAfter: ". Se le preguntó por cada forma de compartir por separado, y nada estaba marcado de antemano.",
            peopleRead: " personas la leyeron primero, para quitar lo que pudiera señalar a alguien. Después, cada una "
                + "firmó exactamente estas palabras.",
            numbers: ["Cero", "Una", "Dos", "Tres", "Cuatro", "Cinco", "Seis", "Siete", "Ocho", "Nueve"],
            sawIt: "Quien la escribió pidió ver estas palabras antes que nadie. Las leyó y dijo que sí.",
            changed:
                "Puede que se hayan cambiado nombres, lugares y fechas, y que falten partes. Lo que está aquí lo dijo así quien "
                + "lo escribió.",
            mindBefore:
                "Quien la escribió puede cambiar de opinión en cualquier momento, sin decir por qué. Entonces la "
                + "historia deja este lugar. Puede que queden copias hechas por otros; eso se le dijo antes de elegir.",
            checkHeading: "Para comprobarlo",
            check:
                "Este texto viene en un paquete firmado. El archivo manifest.json lo nombra con la huella de abajo, y "
                + "el archivo SHA256SUMS.minisig es la firma de quien publica sobre todo el paquete.",
            fingerprint: "Huella del texto"),
        gone: Gone(
            title: "Esta historia ya no está aquí",
            text: "Estuvo aquí un tiempo y después se retiró. Si guardaste una copia, por favor, bórrala."),
        printed: Printed(
            contents: "Contenido", about: "Sobre estas historias",
            aboutText: [
                "Cada historia la escribió alguien que la vivió y que aceptó compartirla de esta forma. Dos o más "
                    + "personas leyeron cada una primero y firmaron exactamente estas palabras.",
                "Puede que se hayan cambiado o quitado nombres, lugares y fechas para cuidar a las personas. Por favor, "
                    + "no intentes averiguar quién escribió una historia, ni de quién habla.",
                "Quien escribió puede cambiar de opinión en cualquier momento. Si prestas o copias esto, pasa la "
                    + "impresión más reciente.",
            ],
            retracted: "Retiradas desde una impresión anterior",
            retractedText: "Si tienes una impresión anterior, por favor, no pases las historias con estos números:",
            number: "Historia", noStories: "Todavía no hay historias aquí.", numbers: "Las historias por número",
            numbersText: "El número de una historia es el mismo en cada impresión. Sirve para preguntar por ella."))
}
