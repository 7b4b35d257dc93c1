using System.Globalization;
using System.Text;
using QdC.Samples.Extracts;
using QdC.Samples.World;

namespace QdC.Samples.Writing;

/// <summary>Writes what others than the case management send: payments and costs of the accounts, the staff list with teams and absences, home care hours and the population register.</summary>
internal static class CouncilWriter
{
    private const int RowsPerBook = 400_000;

    /// <summary>Writes the files of a delivery.</summary>
    public static void Write(Handover handover)
    {
        var (day, delivery, rows) = (handover.Day, handover.Index, handover.Rows);
        string Open(string system, string file) => Path.Combine(handover.FolderOf(system), file);
        var stamp = day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var part = 0;
        foreach (var chunk in rows(Shapes.Payment).Chunk(RowsPerBook).DefaultIfEmpty([]))
        {
            using var book = new XlsxWorkbook(Open("council-accounts", $"pagaments_{stamp}{(part++ == 0 ? "" : $"_{part}")}.xlsx"));
            book.Sheet("Pagaments", Payments(delivery, chunk));
        }
        using (var book = new XlsxWorkbook(Open("council-accounts", $"execucio_{stamp}.xlsx")))
            book.Sheet("Execució", Costs(delivery, rows(Shapes.CostLine)));
        if (handover.Area.HoursSystem == "home-care-provider")
            HomeCare(Open("home-care-provider", $"hores_sad_{stamp}.csv"), delivery, rows(Shapes.HomeCareDelivery));
        using (var book = new XlsxWorkbook(Open("council-staff", $"plantilla_{stamp}.xlsx")))
        {
            book.Sheet("Plantilla", Staff(rows(Shapes.Staff)));
            book.Sheet("Equips", Places(rows(Shapes.Organisation)));
            book.Sheet("Absències", Absences(delivery, rows(Shapes.Absence)));
        }
        using var file = new CsvFile(Open("population", $"poblacio_{stamp}.csv"), new UTF8Encoding(false), ',');
        file.Line(["codi_municipi", "municipi", "sexe", "edat", "any", "habitants"]);
        var names = handover.Area.Municipalities.ToDictionary(m => m.Code, m => m.Name);
        foreach (var row in rows(Shapes.Population))
            file.Record([row.Cells[0], names[row.Cells[0]], .. row.Cells[1..]]);
    }

    private static IEnumerable<IReadOnlyList<SheetCell>> Payments(int delivery, Row[] rows)
    {
        yield return [SheetCell.Words("Comptabilitat: pagaments de serveis socials")];
        string[] headers =
        [
            "NumPagament", delivery == 0 ? "IdRecurs" : "IdRecursos", "DataPagament", "Import", "Finançador", "DataRegistre", "Perceptor",
        ];
        yield return [.. headers.Select(SheetCell.Words)];
        foreach (var row in rows)
        {
            var cells = row.Cells;
            yield return
            [
                SheetCell.Words(cells[0]),
                Number(cells[1]),
                Day(cells[2]),
                Number(cells[3]),
                SheetCell.Words(CodeBook.Accounts.Write("funder", cells[4])),
                Day(cells[5]),
                SheetCell.Words($"{row.About?.GivenName} {row.About?.Surname1}".Trim()),
            ];
        }
        yield return [SheetCell.Words("Total"), SheetCell.Empty, SheetCell.Empty, SheetCell.Number(Sum(rows))];
    }

    private static IEnumerable<IReadOnlyList<SheetCell>> Costs(int delivery, IEnumerable<Row> rows)
    {
        yield return [SheetCell.Words("Comptabilitat: execució del pressupost de serveis socials")];
        string[] headers =
        [
            "NumLinia", "Mes", "Servei", "TipusCost", "Finançador", delivery < 2 ? "Pressupostat" : "Crèdit",
            delivery == 0 ? "Executat" : "ObligacionsReconegudes", "Exercici", "Programa", "FitxaContracteProgrames",
        ];
        yield return [.. headers.Select(SheetCell.Words)];
        foreach (var row in rows)
        {
            var cells = row.Cells;
            yield return
            [
                SheetCell.Words(cells[0]),
                Day(cells[1]),
                SheetCell.Words(cells[2]),
                SheetCell.Words(CodeBook.Accounts.Write("cost-type", cells[3])),
                SheetCell.Words(CodeBook.Accounts.Write("funder", cells[4])),
                Number(cells[5]),
                Number(cells[6]),
                Number(cells[7]),
                SheetCell.Words(cells[8]),
                SheetCell.Words(cells[9]),
            ];
        }
        yield return [SheetCell.Words("Total")];
    }

    /// <summary>The monthly sheet of the provider: its months as 01/2025, the user's name beside the number of the service.</summary>
    private static void HomeCare(string path, int delivery, IEnumerable<Row> rows)
    {
        using var file = new CsvFile(path, new UTF8Encoding(false), ';');
        file.Line(["IdRecurs", "Mes", "Usuari", "HoresPrevistes", delivery == 0 ? "HoresRealitzades" : "HoresFetes", "HoresFacturades", "PreuHora", "Copagament"]);
        foreach (var row in rows)
        {
            var cells = row.Cells;
            var month = CellText.TryDay(cells[1], out var day) ? day.ToString("MM/yyyy", CultureInfo.InvariantCulture) : cells[1];
            file.Record([cells[0], month, $"{row.About?.GivenName} {row.About?.Surname1}".Trim(), .. cells[2..].Select(number => number.Replace('.', ','))], row.Malformed);
        }
        file.Line(["Total", "", "", ""]);
    }

    private static IEnumerable<IReadOnlyList<SheetCell>> Staff(IEnumerable<Row> rows)
    {
        string[] headers = ["DNI", "Lloc", "DataInici", "DataFi", "HoresSetmana", "HoresJornada", "Equip", "LiniaContractePrograma", "Nom"];
        yield return [.. headers.Select(SheetCell.Words)];
        foreach (var row in rows)
        {
            var cells = row.Cells;
            yield return
            [
                SheetCell.Words(cells[0]),
                SheetCell.Words(cells[1]),
                Day(cells[2]),
                Day(cells[3]),
                Number(cells[4]),
                Number(cells[5]),
                SheetCell.Words(cells[6]),
                SheetCell.Words(cells[7]),
                SheetCell.Words((row.Source as StaffSpell)?.Name ?? ""),
            ];
        }
    }

    private static IEnumerable<IReadOnlyList<SheetCell>> Places(IEnumerable<Row> rows)
    {
        string[] headers = ["Equip", "DataInici", "DataFi", "EBASP", "Sector", "Subsector", "CodiMunicipi"];
        yield return [.. headers.Select(SheetCell.Words)];
        foreach (var row in rows)
        {
            var cells = row.Cells;
            yield return [SheetCell.Words(cells[0]), Day(cells[1]), Day(cells[2]), .. cells[3..].Select(SheetCell.Words)];
        }
    }

    /// <summary>Months are real dates in the first delivery and texts of month and year after.</summary>
    private static IEnumerable<IReadOnlyList<SheetCell>> Absences(int delivery, IEnumerable<Row> rows)
    {
        yield return [.. new[] { "DNI", "Mes", "Dies" }.Select(SheetCell.Words)];
        foreach (var row in rows)
        {
            var cells = row.Cells;
            var month = delivery > 0 && CellText.TryDay(cells[1], out var day) ? SheetCell.Words(day.ToString("MM/yyyy", CultureInfo.InvariantCulture)) : Day(cells[1]);
            yield return [SheetCell.Words(cells[0]), month, Number(cells[2])];
        }
    }

    private static string Sum(Row[] rows) =>
        rows.Select(row => decimal.TryParse(row.Cells[3], NumberStyles.Number, CultureInfo.InvariantCulture, out var amount) ? amount : 0)
            .Sum()
            .ToString(CultureInfo.InvariantCulture);

    private static SheetCell Number(string text) =>
        decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out _) ? SheetCell.Number(text) : SheetCell.Words(text);

    private static SheetCell Day(string text) =>
        CellText.TryDay(text, out var day) ? SheetCell.Date(day) : SheetCell.Words(text);
}
