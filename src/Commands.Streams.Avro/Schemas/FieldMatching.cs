using Avro;

namespace Commands.Streams.Avro.Schemas;

/// <summary>Matches fields of the writer's record to fields of the reader's: by name, by alias and, if allowed, by loose name.</summary>
internal static class FieldMatching
{
    /// <summary>
    /// Returns for each field of the writer, in order, the reader's field, or null if it is to be skipped. No field of the reader is matched twice. A
    /// renamed field takes precedence over a new one that has its old name.
    /// </summary>
    public static Field?[] Match(RecordSchema writer, RecordSchema reader, bool looseNames)
    {
        var matches = new Field?[writer.Count];
        var free = new HashSet<Field>(reader.Fields, ReferenceEqualityComparer.Instance);
        var written = writer.Fields.Select(field => field.Name).ToHashSet();
        Take((from, to) => !written.Contains(to.Name) && to.Aliases?.Contains(from.Name) is true);
        Take((from, to) => from.Name == to.Name);
        Take((from, to) => to.Aliases?.Contains(from.Name) is true);
        if (looseNames)
        {
            Take((from, to) => LooseName.Equals(from.Name, to.Name));
        }

        return matches;

        void Take(Func<Field, Field, bool> isMatch)
        {
            for (var i = 0; i < matches.Length; i++)
            {
                if (matches[i] is null && reader.Fields.FirstOrDefault(field => free.Contains(field) && isMatch(writer.Fields[i], field)) is { } match)
                {
                    matches[i] = match;
                    free.Remove(match);
                }
            }
        }
    }
}
