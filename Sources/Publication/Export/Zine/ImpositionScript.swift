/// What `mutool run` is told in order to put the pages of a PDF on sheets.
///
/// It takes each page over as it is, with its fonts and its text, and draws nothing of its own.
public enum ImpositionScript {
    /// Writes how many pages the PDF at the first argument has into a file at the second.
    public static let counting = """
        var count = new Buffer();
        count.write("" + new PDFDocument(scriptArgs[0]).countPages());
        count.save(scriptArgs[1]);

        """

    /// Makes of the PDF at the first argument the sheets at the second; each further one names the two pages of a side.
    ///
    /// Each page becomes a form of its own, and each side of a sheet shows two of them; 0 stands for an empty page.
    public static let imposing = """
        var pages = new PDFDocument(scriptArgs[0]), sheets = new PDFDocument(), grafts = sheets.newGraftMap();
        var box = pages.findPage(0).get("MediaBox"), width = box.get(2).valueOf(), height = box.get(3).valueOf();
        function form(number) {
          var page = pages.findPage(number - 1), form = sheets.newDictionary();
          form.put("Type", sheets.newName("XObject"));
          form.put("Subtype", sheets.newName("Form"));
          form.put("BBox", grafts.graftObject(page.get("MediaBox")));
          form.put("Resources", grafts.graftObject(page.get("Resources")));
          return sheets.addStream(page.get("Contents").readStream(), form);
        }
        for (var side = 2; side < scriptArgs.length; ++side) {
          var two = scriptArgs[side].split(","), forms = sheets.newDictionary(), text = "";
          for (var k = 0; k < 2; ++k) {
            if (two[k] === "0") continue;
            forms.put("P" + k, form(Number(two[k])));
            text += "q 1 0 0 1 " + k * width + " 0 cm /P" + k + " Do Q\\n";
          }
          var resources = sheets.newDictionary();
          resources.put("XObject", forms);
          sheets.insertPage(-1, sheets.addPage([0, 0, 2 * width, height], 0, resources, text));
        }
        sheets.save(scriptArgs[1], "");

        """

    /// The further arguments of `imposing`: `8,1`; 0 for an empty page.
    public static func sides(_ imposition: Imposition) -> [String] {
        imposition.sheets.flatMap { [$0.front, $0.back] }.map { "\($0.left ?? 0),\($0.right ?? 0)" }
    }
}
