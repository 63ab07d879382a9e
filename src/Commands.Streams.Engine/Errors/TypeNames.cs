namespace Commands.Streams.Errors;

/// <summary>Formats types as in C#, for error messages.</summary>
internal static class TypeNames
{
    public static string Print((Type Key, Type Value) types) => $"<{Print(types.Key)}, {Print(types.Value)}>";

    public static string Print(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Print(underlying) + "?";
        }

        if (type.IsArray)
        {
            return Print(type.GetElementType()!) + "[]";
        }

        if (type.IsGenericType)
        {
            return $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(Print))}>";
        }

        return type switch
        {
            _ when type == typeof(string) => "string",
            _ when type == typeof(long) => "long",
            _ when type == typeof(int) => "int",
            _ when type == typeof(short) => "short",
            _ when type == typeof(byte) => "byte",
            _ when type == typeof(bool) => "bool",
            _ when type == typeof(double) => "double",
            _ when type == typeof(float) => "float",
            _ when type == typeof(object) => "object",
            _ => type.Name,
        };
    }
}
