namespace Commands.Streams.Graph;

/// <summary>The prefixes of generated names; those of Kafka Streams for steps that it has.</summary>
internal static class NodePrefixes
{
    public const string Source = "KSTREAM-SOURCE-";
    public const string Sink = "KSTREAM-SINK-";
    public const string Filter = "KSTREAM-FILTER-";
    public const string Map = "KSTREAM-MAP-";
    public const string MapValues = "KSTREAM-MAPVALUES-";
    public const string FlatMap = "KSTREAM-FLATMAP-";
    public const string FlatMapValues = "KSTREAM-FLATMAPVALUES-";
    public const string SelectKey = "KSTREAM-KEY-SELECT-";
    public const string Peek = "KSTREAM-PEEK-";
    public const string ForEach = "KSTREAM-FOREACH-";
    public const string Branch = "KSTREAM-BRANCH-";
    public const string Merge = "KSTREAM-MERGE-";
    public const string Process = "KSTREAM-PROCESSOR-";
    public const string ProcessValues = "KSTREAM-PROCESSVALUES-";
    public const string Repartition = "KSTREAM-REPARTITION-";

    public const string ToTable = "KSTREAM-TOTABLE-";
    public const string Aggregate = "KSTREAM-AGGREGATE-";
    public const string Reduce = "KSTREAM-REDUCE-";
    public const string CogroupAggregate = "COGROUPKSTREAM-AGGREGATE-";
    public const string CogroupMerge = "COGROUPKSTREAM-MERGE-";

    public const string Join = "KSTREAM-JOIN-";
    public const string LeftJoin = "KSTREAM-LEFTJOIN-";
    public const string Windowed = "KSTREAM-WINDOWED-";
    public const string JoinThis = "KSTREAM-JOINTHIS-";
    public const string JoinOther = "KSTREAM-JOINOTHER-";
    public const string OuterThis = "KSTREAM-OUTERTHIS-";
    public const string OuterOther = "KSTREAM-OUTEROTHER-";
    public const string OuterShared = "KSTREAM-OUTERSHARED-";

    public const string TableSource = "KTABLE-SOURCE-";
    public const string TableFilter = "KTABLE-FILTER-";
    public const string TableMapValues = "KTABLE-MAPVALUES-";
    public const string TableSelect = "KTABLE-SELECT-";
    public const string TableAggregate = "KTABLE-AGGREGATE-";
    public const string TableReduce = "KTABLE-REDUCE-";
    public const string Suppress = "KTABLE-SUPPRESS-";
    public const string TableJoinThis = "KTABLE-JOINTHIS-";
    public const string TableJoinOther = "KTABLE-JOINOTHER-";
    public const string TableMerge = "KTABLE-MERGE-";
    public const string ForeignKeyRegistration = "KTABLE-FK-JOIN-SUBSCRIPTION-REGISTRATION-";
    public const string ForeignKeyProcessor = "KTABLE-FK-JOIN-SUBSCRIPTION-PROCESSOR-";
    public const string ForeignKeyStore = "KTABLE-FK-JOIN-SUBSCRIPTION-STATE-STORE-";
    public const string ForeignKeyResponse = "KTABLE-FK-JOIN-SUBSCRIPTION-RESPONSE-";
    public const string ForeignKeyResolver = "KTABLE-FK-JOIN-SUBSCRIPTION-RESPONSE-RESOLVER-PROCESSOR-";
    public const string ForeignKeyOutput = "KTABLE-FK-JOIN-OUTPUT-";
    public const string ToStream = "KTABLE-TOSTREAM-";

    public const string Deduplicate = "KSTREAM-DEDUPLICATE-";
    public const string MapValuesAsync = "KSTREAM-MAPVALUESASYNC-";
    public const string FlatMapValuesAsync = "KSTREAM-FLATMAPVALUESASYNC-";
    public const string ForEachAsync = "KSTREAM-FOREACHASYNC-";
}
