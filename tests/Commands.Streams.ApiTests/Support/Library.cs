using Mono.Cecil;

namespace Commands.Streams.ApiTests.Support;

/// <summary>One of the projects under src: its compiled assembly and its sources.</summary>
public sealed class Library
{
    public static readonly Library Engine = new("Commands.Streams.Engine", "Commands.Streams");
    public static readonly Library CommandLayer = new("Commands.Streams", "Commands.Streams");
    public static readonly Library Kafka = new("Commands.Streams.Kafka", "Commands.Streams.Kafka");
    public static readonly Library Hosting = new("Commands.Streams.Hosting", "Commands.Streams.Hosting");
    public static readonly Library Avro = new("Commands.Streams.Avro", "Commands.Streams.Avro");
    public static readonly Library RocksDb = new("Commands.Streams.RocksDb", "Commands.Streams.RocksDb");
    public static readonly Library Testing = new("Commands.Streams.Testing", "Commands.Streams.Testing");
    public static readonly Library Streamiz = new("Commands.Streams.Streamiz", "Commands.Streams");

    private readonly Lazy<ModuleDefinition> _module;

    private Library(string name, string rootNamespace)
    {
        Name = name;
        RootNamespace = rootNamespace;
        _module = new Lazy<ModuleDefinition>(() => ModuleDefinition.ReadModule(AssemblyPath));
    }

    public static IReadOnlyList<Library> All { get; } = [Engine, CommandLayer, Kafka, Avro, RocksDb, Hosting, Testing, Streamiz];

    public string Name { get; }

    public string RootNamespace { get; }

    public string AssemblyPath => Path.Combine(AppContext.BaseDirectory, $"{Name}.dll");

    public string Folder => Path.Combine(Repository.Root, "src", Name);

    public ModuleDefinition Module => _module.Value;

    /// <summary>All types of the source, nested ones included; what the compiler made up is left out.</summary>
    public IEnumerable<TypeDefinition> Types =>
        Module.GetTypes().Where(type => type.Namespace.StartsWith("Commands.", StringComparison.Ordinal) || type.IsNested)
        .Where(type => !type.FullName.Contains('<') && !type.FullName.StartsWith("System.", StringComparison.Ordinal));

    public override string ToString() => Name;
}
