using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;

namespace QdC.Pipeline.Stage;

/// <summary>Gathers what a cell or a shared text of a workbook says, run by run, without formulas and readings.</summary>
internal sealed partial class CellText
{
    private char[] _chars = new char[256];
    private int _length;

    /// <summary>What was gathered.</summary>
    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, _length);

    /// <summary>Reads to the end of the element that the reader stands on; false when it says nothing.</summary>
    public bool Read(XmlReader xml)
    {
        _length = 0;
        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element)
            {
                if (xml.LocalName is "f" or "rPh" or "rPr" or "extLst")
                {
                    Skip(xml);
                }
            }
            else if (xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace)
            {
                Take(xml);
            }
        }

        return _length > 0;
    }

    /// <summary>Reads over an element, so that the reader stands on its end.</summary>
    public void Skip(XmlReader xml)
    {
        if (xml.NodeType != XmlNodeType.Element || xml.IsEmptyElement)
        {
            return;
        }

        var depth = xml.Depth;
        while (xml.Read() && xml.Depth > depth)
        {
            // what is in it is not asked for
        }
    }

    /// <summary>A text without the marks that stand for characters XML cannot hold.</summary>
    public static ReadOnlySpan<char> Plain(ReadOnlySpan<char> text) =>
        text.Contains("_x", StringComparison.Ordinal)
            ? Marks().Replace(new string(text), m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString())
            : text;

    private void Take(XmlReader xml)
    {
        for (int count; (count = xml.ReadValueChunk(_chars, _length, _chars.Length - _length)) > 0;)
        {
            _length += count;
            if (_length == _chars.Length)
            {
                Array.Resize(ref _chars, _chars.Length * 2);
            }
        }
    }

    [GeneratedRegex("_x([0-9A-F]{4})_", RegexOptions.CultureInvariant)]
    private static partial Regex Marks();
}
