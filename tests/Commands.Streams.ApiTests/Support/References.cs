using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Commands.Streams.ApiTests.Support;

/// <summary>What types refer to: in signatures, fields, base types, attributes and the bodies of methods.</summary>
internal static class References
{
    /// <summary>Everything a type refers to, with the types nested in it.</summary>
    public static IEnumerable<TypeReference> Of(TypeDefinition type) => Nested(type).SelectMany(Direct).SelectMany(Parts);

    /// <summary>What the public and protected signatures of a type show.</summary>
    public static IEnumerable<TypeReference> Shown(TypeDefinition type) => type.Methods.Where(IsVisible).SelectMany(Signature)
        .Concat(type.Fields.Where(field => field.IsPublic || field.IsFamily).Select(field => field.FieldType))
        .Concat(type.Interfaces.Select(implementation => implementation.InterfaceType))
        .Concat(type.BaseType is null ? [] : [type.BaseType])
        .Concat(Constraints(type))
        .SelectMany(Parts);

    /// <summary>The methods a type calls, with the types nested in it.</summary>
    public static IEnumerable<MethodReference> Calls(TypeDefinition type) => Nested(type).SelectMany(nested => nested.Methods)
        .Where(method => method.HasBody).SelectMany(method => method.Body.Instructions)
        .Select(instruction => instruction.Operand).OfType<MethodReference>();

    public static bool IsShown(TypeDefinition type) => type.IsPublic || (type.IsNestedPublic && IsShown(type.DeclaringType));

    private static bool IsVisible(MethodDefinition method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static IEnumerable<TypeDefinition> Nested(TypeDefinition type) => type.NestedTypes.SelectMany(Nested).Prepend(type);

    private static IEnumerable<TypeReference> Direct(TypeDefinition type)
    {
        var references = type.Interfaces.Select(implementation => implementation.InterfaceType)
            .Concat(type.Fields.Select(field => field.FieldType))
            .Concat(type.CustomAttributes.Select(attribute => attribute.AttributeType))
            .Concat(Constraints(type))
            .Concat(type.Methods.SelectMany(Signature))
            .Concat(type.Methods.Where(method => method.HasBody).SelectMany(method => Body(method.Body)));
        return type.BaseType is null ? references : references.Prepend(type.BaseType);
    }

    private static IEnumerable<TypeReference> Constraints(IGenericParameterProvider provider) =>
        provider.GenericParameters.SelectMany(parameter => parameter.Constraints).Select(constraint => constraint.ConstraintType);

    private static IEnumerable<TypeReference> Signature(MethodDefinition method) =>
        method.Parameters.Select(parameter => parameter.ParameterType).Append(method.ReturnType).Concat(Constraints(method));

    private static IEnumerable<TypeReference> Body(MethodBody body) => body.Variables.Select(variable => variable.VariableType)
        .Concat(body.ExceptionHandlers.Where(handler => handler.CatchType is not null).Select(handler => handler.CatchType))
        .Concat(body.Instructions.SelectMany(instruction => Operand(instruction.Operand)));

    private static IEnumerable<TypeReference> Operand(object? operand) => operand switch
    {
        TypeReference type => [type],
        FieldReference field => [field.DeclaringType, field.FieldType],
        GenericInstanceMethod method => [.. method.GenericArguments, .. Called(method.ElementMethod)],
        MethodReference method => Called(method),
        _ => [],
    };

    private static IEnumerable<TypeReference> Called(MethodReference method) =>
        [method.DeclaringType, method.ReturnType, .. method.Parameters.Select(parameter => parameter.ParameterType)];

    /// <summary>A type and what it is made of: elements of arrays and references, arguments of generics.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericParameter => [],
        GenericInstanceType generic => generic.GenericArguments.SelectMany(Parts).Append(generic.ElementType),
        TypeSpecification specification => Parts(specification.ElementType),
        _ => [type],
    };
}
