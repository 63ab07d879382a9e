using Avro;
using Commands.Streams.Avro.Plans;

namespace Commands.Streams.Avro.Registry;

/// <summary>Describes why data of each of two schemas cannot be read with the other one.</summary>
internal static class SchemaDifference
{
    public static string Describe(Schema registered, Schema refused)
    {
        var backward = Resolve(registered, refused);
        var forward = Resolve(refused, registered);
        return string.Join(
            ' ',
            new[]
            {
                backward is null ? null : $"Older data under it: {backward}",
                forward is null ? null : $"Its data under the older schema: {forward}",
            }.Where(part => part is not null));
    }

    private static string? Resolve(Schema writer, Schema reader)
    {
        try
        {
            ReadPlanCompiler.Compile<object>(writer, reader, isStrict: true);
            return null;
        }
        catch (AvroSchemaException exception)
        {
            return exception.Message;
        }
    }
}
