using System.Text;

namespace BatchNorm.Exporting.Tables;

/// <summary>Reads CSV, character by character after the grammar of RFC 4180.</summary>
internal static class CsvText
{
    public static List<List<string>> Read(string text)
    {
        var records = new List<List<string>>();
        var record = new List<string>();
        int position = 0;
        while (position < text.Length)
        {
            record.Add(Field(text, ref position));
            if (text[position] == ',')
            {
                position++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(position, 2));
            position += 2;
            records.Add(record);
            record = [];
        }

        return records;
    }

    private static string Field(string text, ref int position)
    {
        if (text[position] != '"')
        {
            int end = text.IndexOfAny([',', '\r', '\n', '"'], position);
            string plain = text[position..end];
            position = end;
            return plain;
        }

        var field = new StringBuilder();
        for (position++; ; position++)
        {
            if (text[position] == '"' && text[++position] != '"')
                return field.ToString();
            field.Append(text[position]);
        }
    }
}
