<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
    <context>
        <name>Actions</name>
        <message>
            <source>&amp;Open model file…</source>
            <translation>打开模型文件(&amp;O)…</translation>
        </message>
        <message>
            <source>&amp;New project…</source>
            <translation>新建项目(&amp;N)…</translation>
        </message>
        <message>
            <source>Open &amp;project…</source>
            <translation>打开项目(&amp;P)…</translation>
        </message>
        <message>
            <source>&amp;Save project</source>
            <translation>保存项目(&amp;S)</translation>
        </message>
        <message>
            <source>Save project &amp;as…</source>
            <translation>项目另存为(&amp;A)…</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>退出(&amp;Q)</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>撤销(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>重做(&amp;R)</translation>
        </message>
        <message>
            <source>Copy the &amp;Inspector</source>
            <translation>复制检查器内容(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Inspector</source>
            <translation>检查器(&amp;I)</translation>
        </message>
        <message>
            <source>&amp;Jobs</source>
            <translation>任务(&amp;J)</translation>
        </message>
        <message>
            <source>Theme of the s&amp;ystem</source>
            <translation>跟随系统主题(&amp;Y)</translation>
        </message>
        <message>
            <source>&amp;Light theme</source>
            <translation>浅色主题(&amp;L)</translation>
        </message>
        <message>
            <source>&amp;Dark theme</source>
            <translation>深色主题(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Full screen</source>
            <translation>全屏(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Reset layout</source>
            <translation>重置布局(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Measure memory bandwidth</source>
            <translation>测量内存带宽(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Detect this machine again</source>
            <translation>重新检测本机(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Pause or resume the job</source>
            <translation>暂停或继续任务(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Cancel the job</source>
            <translation>取消任务(&amp;C)</translation>
        </message>
        <message>
            <source>Clear &amp;finished jobs</source>
            <translation>清除已完成的任务(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Pin this plan for comparison</source>
            <translation>固定此方案以供比较(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Search or command…</source>
            <translation>搜索或命令(&amp;S)…</translation>
        </message>
        <message>
            <source>&amp;Keyboard shortcuts</source>
            <translation>键盘快捷键(&amp;K)</translation>
        </message>
        <message>
            <source>S&amp;tart page</source>
            <translation>起始页(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;About Headroom</source>
            <translation>关于 Headroom(&amp;A)</translation>
        </message>
        <message>
            <source>About &amp;Qt</source>
            <translation>关于 &amp;Qt</translation>
        </message>
        <message>
            <source>&amp;File</source>
            <translation>文件(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Edit</source>
            <translation>编辑(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;View</source>
            <translation>视图(&amp;V)</translation>
        </message>
        <message>
            <source>&amp;Run</source>
            <translation>运行(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Compare</source>
            <translation>比较(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Help</source>
            <translation>帮助(&amp;H)</translation>
        </message>
        <message>
            <source>Inspect the &amp;model</source>
            <translation>查看模型(&amp;M)</translation>
        </message>
        <message>
            <source>P&amp;resent</source>
            <translation>演示(&amp;R)</translation>
        </message>
        <message>
            <source>Copy as command &amp;line</source>
            <translation>复制为命令行(&amp;L)</translation>
        </message>
        <message>
            <source>Open the project a&amp;gain</source>
            <translation>重新打开项目(&amp;G)</translation>
        </message>
    </context>
    <context>
        <name>BoxDiagram</name>
        <message>
            <source>Topology</source>
            <translation>拓扑</translation>
        </message>
    </context>
    <context>
        <name>CalibrationView</name>
        <message>
            <source>Text to calibrate with</source>
            <translation>用于校准的文本</translation>
        </message>
        <message>
            <source>Text or requests (*.txt *.md *.raw *.jsonl);;All files (*)</source>
            <translation>文本或请求 (*.txt *.md *.raw *.jsonl);;所有文件 (*)</translation>
        </message>
        <message>
            <source>The text goes through the model: what each matrix gets to read is collected.</source>
            <translation>文本正在通过模型：收集每个矩阵读到的输入。</translation>
        </message>
        <message>
            <source>This method needs a calibration: choose one, or make one from a text.</source>
            <translation>此方法需要校准：选择一个，或由文本生成。</translation>
        </message>
        <message>
            <source>Without one, every weight counts the same.</source>
            <translation>没有它时，所有权重同等重要。</translation>
        </message>
        <message>
            <source>The file is being read.</source>
            <translation>正在读取文件。</translation>
        </message>
        <message>
            <source>Covers %1 of %2 matrices; outlier channels: %3.</source>
            <translation>覆盖 %2 个矩阵中的 %1 个；离群通道：%3。</translation>
        </message>
        <message>
            <source>An importance matrix alone: what its text leaves out is not known.</source>
            <translation>仅有重要性矩阵：其文本遗漏了什么不得而知。</translation>
        </message>
        <message>
            <source>Importance matrix or calibration (.gguf, .dat)</source>
            <translation>重要性矩阵或校准 (.gguf, .dat)</translation>
        </message>
        <message>
            <source>Importance matrix or calibration that weighs the errors</source>
            <translation>用于给误差加权的重要性矩阵或校准</translation>
        </message>
        <message>
            <source>Importance matrix (*.gguf *.dat *.imatrix);;All files (*)</source>
            <translation>重要性矩阵 (*.gguf *.dat *.imatrix);;所有文件 (*)</translation>
        </message>
        <message>
            <source>Groups of %1</source>
            <comment>inputs that share a scale</comment>
            <translation>每组 %1</translation>
        </message>
        <message>
            <source>Inputs that share a scale</source>
            <translation>共用一个缩放的输入数</translation>
        </message>
        <message>
            <source>So many inputs share a scale: smaller groups lose less and take more bytes.</source>
            <translation>这么多输入共用一个缩放：组越小损失越少，占用字节越多。</translation>
        </message>
        <message>
            <source>Method of rounding</source>
            <translation>舍入方法</translation>
        </message>
        <message>
            <source>Calibrate from text…</source>
            <translation>由文本校准…</translation>
        </message>
        <message>
            <source>Make a calibration of this model from a text</source>
            <translation>由文本生成此模型的校准</translation>
        </message>
        <message>
            <source>%1: %2.</source>
            <comment>preset, what its plan warns of</comment>
            <translation>%1：%2。</translation>
        </message>
    </context>
    <context>
        <name>CandidateInspection</name>
        <message>
            <source> pt</source>
            <comment>percentage points</comment>
            <translation> 个百分点</translation>
        </message>
        <message>
            <source>nat</source>
            <translation>nat</translation>
        </message>
        <message>
            <source>Perplexity</source>
            <translation>困惑度</translation>
        </message>
        <message>
            <source>Standard error</source>
            <translation>标准误</translation>
        </message>
        <message>
            <source>Noise floor</source>
            <translation>噪声下限</translation>
        </message>
        <message>
            <source>Mean KLD of the baseline against itself through another batch split: nothing below can be told apart.</source>
            <translation>基线与自身在另一批次划分下的平均 KLD：低于此值无法区分。</translation>
        </message>
        <message>
            <source>Text</source>
            <comment>input of an evaluation</comment>
            <translation>文本</translation>
        </message>
        <message>
            <source>Windows</source>
            <translation>窗口</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>windows of tokens</comment>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>Tokens scored</source>
            <translation>计分词元</translation>
        </message>
        <message>
            <source>Intervals</source>
            <translation>区间</translation>
        </message>
        <message>
            <source>95 %, by window</source>
            <translation>95 %，按窗口</translation>
        </message>
        <message>
            <source>Text checksum</source>
            <translation>文本校验和</translation>
        </message>
        <message>
            <source>File checksum</source>
            <translation>文件校验和</translation>
        </message>
        <message>
            <source>95 %</source>
            <comment>interval</comment>
            <translation>95 %</translation>
        </message>
        <message>
            <source>n, windows</source>
            <comment>of the noise floor</comment>
            <translation>n，窗口</translation>
        </message>
        <message>
            <source>Windows begin</source>
            <comment>input of an evaluation</comment>
            <translation>窗口开头</translation>
        </message>
        <message>
            <source>with BOS, token %1</source>
            <comment>windows</comment>
            <translation>有 BOS，词元 %1</translation>
        </message>
        <message>
            <source>without BOS</source>
            <comment>windows</comment>
            <translation>无 BOS</translation>
        </message>
        <message>
            <source>95 %, tokens as if independent</source>
            <comment>interval</comment>
            <translation>95 %，视词元为独立</translation>
        </message>
    </context>
    <context>
        <name>CandidatesModel</name>
        <message>
            <source>unreadable</source>
            <comment>in place of a size</comment>
            <translation>无法读取</translation>
        </message>
        <message>
            <source>Mean over the windows so far; no interval and no verdict before the end.</source>
            <translation>截至目前各窗口的均值；结束前不给出区间和结论。</translation>
        </message>
        <message>
            <source>Candidate</source>
            <comment>column</comment>
            <translation>候选</translation>
        </message>
        <message>
            <source>Size, %1</source>
            <translation>大小，%1</translation>
        </message>
        <message>
            <source>Bits/w</source>
            <comment>column: bits per weight</comment>
            <translation>位/权重</translation>
        </message>
        <message>
            <source>Top-1 so far, %</source>
            <translation>目前 Top-1，%</translation>
        </message>
        <message>
            <source>other model</source>
            <comment>than the baseline</comment>
            <translation>其他模型</translation>
        </message>
        <message>
            <source>other vocabulary</source>
            <comment>than the baseline's</comment>
            <translation>其他词表</translation>
        </message>
        <message>
            <source>Its vocabulary is not the baseline's: the two cannot be compared token by token.</source>
            <translation>其词表与基线不同：两者无法逐词元比较。</translation>
        </message>
        <message>
            <source>Another model than the baseline: the figures say how far the two are apart, not what quantization cost.</source>
            <translation>与基线不是同一模型：数字表示两者相差多远，而非量化的代价。</translation>
        </message>
        <message>
            <source>KLD so far, nat</source>
            <translation>目前 KLD，nat</translation>
        </message>
    </context>
    <context>
        <name>CapacityPane</name>
        <message>
            <source>change of preset</source>
            <translation>更改预设</translation>
        </message>
        <message>
            <source>Capacity</source>
            <translation>容量</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>方案</translation>
        </message>
        <message>
            <source>Limits</source>
            <translation>上限</translation>
        </message>
        <message numerus="yes">
            <source>of %1 needed on %n device(s)</source>
            <translation>
                <numerusform>共 %1，需占用（%n 个设备）</numerusform>
            </translation>
        </message>
        <message>
            <source>tok/s</source>
            <translation>tok/s</translation>
        </message>
        <message>
            <source>decode per request, expected %1 to %2; at most %3</source>
            <translation>每个请求的解码速度，预期 %1 至 %2；上限 %3</translation>
        </message>
        <message>
            <source>to the first token of a prompt of %1, expected %2 to %3</source>
            <translation>%1 提示词的首个词元，预期 %2 至 %3</translation>
        </message>
        <message>
            <source>expected, and ceilings before losses</source>
            <translation>预期值与未计损耗的上限</translation>
        </message>
        <message>
            <source>decode per request, at most</source>
            <translation>每个请求的解码速度上限</translation>
        </message>
        <message>
            <source>to the first token of a prompt of %1, at best</source>
            <translation>%1 提示词的首个词元最快用时</translation>
        </message>
        <message>
            <source>Free, tightest device</source>
            <translation>剩余，最紧张的设备</translation>
        </message>
    </context>
    <context>
        <name>Chart</name>
        <message>
            <source>Chart</source>
            <translation>图表</translation>
        </message>
        <message>
            <source>Copy image</source>
            <translation>复制图像</translation>
        </message>
        <message>
            <source>Copy figures</source>
            <translation>复制数据</translation>
        </message>
        <message>
            <source>Reset view</source>
            <translation>重置视图</translation>
        </message>
        <message numerus="yes">
            <source>%n value(s) not shown</source>
            <translation>
                <numerusform>%n 个值未显示</numerusform>
            </translation>
        </message>
        <message>
            <source>%1 from %2</source>
            <extracomment>difference between two cursors of a chart: how far, from where</extracomment>
            <translation>距 %2 为 %1</translation>
        </message>
        <message>
            <source>Measure from here</source>
            <translation>从此处测量</translation>
        </message>
        <message>
            <source>Remove the cursor</source>
            <translation>移除游标</translation>
        </message>
    </context>
    <context>
        <name>CommandPalette</name>
        <message>
            <source>Search or command</source>
            <translation>搜索或命令</translation>
        </message>
        <message>
            <source>Commands</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Command palette</source>
            <translation>命令面板</translation>
        </message>
    </context>
    <context>
        <name>Commands</name>
        <message>
            <source>New project</source>
            <translation>新建项目</translation>
        </message>
        <message>
            <source>Headroom projects (*.headroom)</source>
            <translation>Headroom 项目 (*.headroom)</translation>
        </message>
        <message>
            <source>Save project as</source>
            <translation>项目另存为</translation>
        </message>
        <message>
            <source>%1 holds every change already.</source>
            <translation>%1 已包含所有更改。</translation>
        </message>
        <message>
            <source>Saved as %1.</source>
            <translation>已保存为 %1。</translation>
        </message>
        <message>
            <source>Open model</source>
            <translation>打开模型</translation>
        </message>
        <message>
            <source>Open project</source>
            <translation>打开项目</translation>
        </message>
        <message>
            <source>Memory bandwidth</source>
            <translation>内存带宽</translation>
        </message>
        <message>
            <source>A job still writes its results into the present file.</source>
            <translation>有任务仍在向当前文件写入结果。</translation>
        </message>
        <message>
            <source>Save under another name when it is done, or cancel it first.</source>
            <translation>请在其完成后另存，或先取消它。</translation>
        </message>
        <message>
            <source>Models (*.gguf *.safetensors config.json)</source>
            <translation>模型 (*.gguf *.safetensors config.json)</translation>
        </message>
        <message>
            <source>No model file is open.</source>
            <translation>尚未打开模型文件。</translation>
        </message>
        <message>
            <source>Open one to see what is in it.</source>
            <translation>打开一个即可查看其内容。</translation>
        </message>
        <message>
            <source>Where is %1 now?</source>
            <translation>%1 现在在哪里？</translation>
        </message>
        <message>
            <source>%1 is not where it was.</source>
            <translation>%1 已不在原处。</translation>
        </message>
        <message>
            <source>Save the project under a name.</source>
            <translation>请为项目取名保存。</translation>
        </message>
        <message>
            <source>%1 holds your changes now.</source>
            <translation>%1 现已包含您的更改。</translation>
        </message>
    </context>
    <context>
        <name>ComparisonCharts</name>
        <message>
            <source>Size against mean KLD</source>
            <translation>大小与平均 KLD</translation>
        </message>
        <message>
            <source>No comparison yet</source>
            <translation>尚无比较</translation>
        </message>
        <message>
            <source>%1: %2 %3, %4 nat</source>
            <comment>point of a chart</comment>
            <translation>%1：%2 %3，%4 nat</translation>
        </message>
        <message>
            <source>file size, %1</source>
            <translation>文件大小，%1</translation>
        </message>
        <message>
            <source>gate, KLD ≤ %1</source>
            <translation>门限，KLD ≤ %1</translation>
        </message>
        <message>
            <source>baseline %1 %2, KLD 0</source>
            <comment>size with unit</comment>
            <translation>基线 %1 %2，KLD 0</translation>
        </message>
        <message>
            <source>Error against position</source>
            <translation>误差随位置变化</translation>
        </message>
        <message>
            <source>mean KLD, 95 % band</source>
            <translation>平均 KLD，95 % 带</translation>
        </message>
        <message>
            <source>baseline</source>
            <comment>at the end of a line</comment>
            <translation>基线</translation>
        </message>
        <message>
            <source>context position, tokens</source>
            <translation>上下文位置，词元</translation>
        </message>
        <message>
            <source>gate %1</source>
            <translation>门限 %1</translation>
        </message>
        <message>
            <source>Same top token</source>
            <translation>首选词元一致</translation>
        </message>
        <message>
            <source>n = %1</source>
            <translation>n = %1</translation>
        </message>
        <message>
            <source>agreement, %; 95 % intervals</source>
            <translation>一致率，%；95 % 区间</translation>
        </message>
        <message>
            <source>nat, log; ring: smallest that passes</source>
            <translation>nat，对数；圆环：通过者中最小</translation>
        </message>
        <message>
            <source>file size</source>
            <translation>文件大小</translation>
        </message>
        <message>
            <source>mean KLD</source>
            <translation>平均 KLD</translation>
        </message>
        <message>
            <source>nat</source>
            <translation>nat</translation>
        </message>
        <message>
            <source>context position</source>
            <translation>上下文位置</translation>
        </message>
        <message>
            <source>tokens</source>
            <translation>词元</translation>
        </message>
        <message>
            <source>agreement</source>
            <translation>一致率</translation>
        </message>
    </context>
    <context>
        <name>ComparisonHeadline</name>
        <message>
            <source>%1 fails %2 of %3 gates</source>
            <translation>%1 未通过 %2 / %3 个门限</translation>
        </message>
        <message>
            <source>%1 is the smallest preset within budget</source>
            <translation>%1 是预算内最小的预设</translation>
        </message>
        <message>
            <source>%1, smaller, is inconclusive</source>
            <translation>更小的 %1 无定论</translation>
        </message>
        <message>
            <source>One window says nothing about %1: compare over a longer text</source>
            <translation>单个窗口无法说明 %1：请用更长的文本比较</translation>
        </message>
        <message>
            <source>No candidate is shown to be within budget; %1 may be: compare over more windows</source>
            <translation>没有候选被证实在预算内；%1 可能在：请用更多窗口比较</translation>
        </message>
        <message>
            <source>No candidate is within budget; %1</source>
            <translation>没有候选在预算内；%1</translation>
        </message>
        <message>
            <source>nat</source>
            <translation>nat</translation>
        </message>
        <message>
            <source>± %1 nat</source>
            <translation>± %1 nat</translation>
        </message>
        <message>
            <source>smallest passing preset, %1 below the baseline</source>
            <translation>通过的最小预设，比基线小 %1</translation>
        </message>
        <message>
            <source>least harmful, %1 below the baseline</source>
            <translation>损害最小，比基线小 %1</translation>
        </message>
        <message>
            <source>smallest passing preset, %1 above the baseline</source>
            <translation>最小的合格预设，比基线大 %1</translation>
        </message>
        <message>
            <source>least harmful, %1 above the baseline</source>
            <translation>损害最小，比基线大 %1</translation>
        </message>
        <message>
            <source>nothing can be said of %1, smaller</source>
            <translation>对更小的 %1 无法作出结论</translation>
        </message>
        <message>
            <source>Nothing can be said of %1: %2</source>
            <comment>candidate, why</comment>
            <translation>对 %1 无法作出结论：%2</translation>
        </message>
        <message>
            <source>%1, gate %2</source>
            <comment>what it is, limit</comment>
            <translation>%1，门限 %2</translation>
        </message>
        <message>
            <source>mean KLD of %1</source>
            <comment>preset</comment>
            <translation>%1 的平均 KLD</translation>
        </message>
        <message>
            <source>top-1 agreement with the baseline</source>
            <translation>与基线的 Top-1 一致率</translation>
        </message>
    </context>
    <context>
        <name>ComparisonModel</name>
        <message>
            <source>pass</source>
            <comment>verdict of a gate</comment>
            <translation>通过</translation>
        </message>
        <message>
            <source>fail</source>
            <comment>verdict of a gate</comment>
            <translation>不通过</translation>
        </message>
        <message>
            <source>inconclusive</source>
            <comment>verdict of a gate</comment>
            <translation>无定论</translation>
        </message>
        <message>
            <source>baseline</source>
            <comment>in the gate column</comment>
            <translation>基线</translation>
        </message>
        <message>
            <source>fail, %1 of %2</source>
            <comment>gate: how many of all fail</comment>
            <translation>不通过，%1 / %2</translation>
        </message>
        <message>
            <source>Error budget</source>
            <translation>误差预算</translation>
        </message>
        <message>
            <source>any</source>
            <comment>no limit for the size</comment>
            <translation>任意</translation>
        </message>
        <message>
            <source>no gate</source>
            <comment>this column is not judged</comment>
            <translation>无门限</translation>
        </message>
        <message>
            <source>PPL %1</source>
            <translation>PPL %1</translation>
        </message>
        <message>
            <source>one window</source>
            <comment>in place of an interval: nothing can be said from one</comment>
            <translation>单个窗口</translation>
        </message>
        <message>
            <source>Double-click to change this limit. A gate passes when the whole 95 % interval keeps it, fails when the whole interval breaks it.</source>
            <translation>双击可修改此限值。整个 95 % 区间满足则通过，整个区间违反则不通过。</translation>
        </message>
        <message>
            <source>Preset</source>
            <comment>column</comment>
            <translation>预设</translation>
        </message>
        <message>
            <source>Size, %1</source>
            <translation>大小，%1</translation>
        </message>
        <message>
            <source>Gate</source>
            <comment>column</comment>
            <translation>门限</translation>
        </message>
        <message>
            <source>%1, low</source>
            <extracomment>columns of a table that leaves the program: the ends of a 95 % interval</extracomment>
            <translation>%1，下限</translation>
        </message>
        <message>
            <source>%1, high</source>
            <translation>%1，上限</translation>
        </message>
        <message>
            <source>Measured over %1 tokens in %2.</source>
            <comment>how many, windows</comment>
            <translation>在 %2 中对 %1 个词元测得。</translation>
        </message>
        <message>
            <source>invalid</source>
            <comment>verdict of a gate</comment>
            <translation>无效</translation>
        </message>
        <message>
            <source>all %1</source>
            <comment>gates that have to pass: how many</comment>
            <translation>全部 %1 项</translation>
        </message>
        <message>
            <source>not recorded</source>
            <comment>in place of an interval, by an earlier version</comment>
            <translation>未记录</translation>
        </message>
        <message>
            <source>Passes when all gates pass; fails when one fails; invalid when the comparison says nothing of one.</source>
            <translation>全部门限通过才通过；一个不通过即不通过；若比较对某一门限无所说明则无效。</translation>
        </message>
    </context>
    <context>
        <name>DeviceCards</name>
        <message>
            <source>not known</source>
            <translation>未知</translation>
        </message>
        <message>
            <source>%1 of ×%2</source>
            <translation>%1（最大 ×%2）</translation>
        </message>
        <message>
            <source>of %1 planned</source>
            <translation>已规划，共 %1</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>已用</translation>
        </message>
        <message>
            <source>of %1 in use</source>
            <translation>已用，共 %1</translation>
        </message>
        <message>
            <source>GPU %1</source>
            <translation>GPU %1</translation>
        </message>
        <message>
            <source>Native</source>
            <translation>原生</translation>
        </message>
        <message>
            <source>PCIe link</source>
            <translation>PCIe 链路</translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message numerus="yes">
            <source>%n core(s)</source>
            <translation>
                <numerusform>%n 核</numerusform>
            </translation>
        </message>
        <message>
            <source>of %1 RAM in use</source>
            <translation>已用，内存共 %1</translation>
        </message>
        <message>
            <source>RAM</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>%1 bytes</source>
            <translation>%1 字节</translation>
        </message>
        <message>
            <source>Figures</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Bandwidth</source>
            <translation>带宽</translation>
        </message>
        <message>
            <source>FP16, dense</source>
            <translation>FP16，稠密</translation>
        </message>
        <message>
            <source>Board power</source>
            <translation>整卡功耗</translation>
        </message>
        <message>
            <source>Power limit</source>
            <translation>功耗限制</translation>
        </message>
        <message>
            <source>Compute capability</source>
            <translation>计算能力</translation>
        </message>
        <message>
            <source>As it is</source>
            <translation>当前状态</translation>
        </message>
        <message>
            <source>One direction</source>
            <translation>单向</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>处理器</translation>
        </message>
        <message>
            <source>Sockets</source>
            <translation>插槽</translation>
        </message>
        <message>
            <source>Cores</source>
            <translation>核心</translation>
        </message>
        <message>
            <source>Threads</source>
            <translation>线程</translation>
        </message>
        <message>
            <source>NUMA nodes</source>
            <translation>NUMA 节点</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
    </context>
    <context>
        <name>EvaluatePane</name>
        <message>
            <source>Window %1 of %2 is compared; running means stand beside the candidates, the verdict comes at the end</source>
            <translation>正在比较第 %1 / %2 个窗口；候选旁为当前均值，结论在结束时给出</translation>
        </message>
        <message>
            <source>The comparison is about to start</source>
            <translation>比较即将开始</translation>
        </message>
        <message>
            <source>Nothing is compared yet: choose candidates and a text, then press Compare</source>
            <translation>尚未比较：请选择候选和文本，然后按“比较”</translation>
        </message>
        <message>
            <source>Add a candidate</source>
            <translation>添加候选</translation>
        </message>
        <message>
            <source>Models (*.gguf)</source>
            <translation>模型 (*.gguf)</translation>
        </message>
        <message>
            <source>Scoreboard</source>
            <translation>记分表</translation>
        </message>
        <message>
            <source>Compare</source>
            <comment>section</comment>
            <translation>比较</translation>
        </message>
        <message>
            <source>all models go through the same windows together, whole vocabulary</source>
            <translation>所有模型一同通过相同窗口，全词表</translation>
        </message>
        <message>
            <source>Scoreboard with the error budget in its last row</source>
            <translation>记分表，末行为误差预算</translation>
        </message>
        <message>
            <source>Stored comparisons</source>
            <translation>已存储的比较</translation>
        </message>
        <message>
            <source>Not compared</source>
            <comment>verdict</comment>
            <translation>未比较</translation>
        </message>
        <message>
            <source>New comparison</source>
            <translation>新的比较</translation>
        </message>
        <message>
            <source>Back to the result</source>
            <translation>返回结果</translation>
        </message>
        <message>
            <source>%1 nat</source>
            <translation>%1 nat</translation>
        </message>
        <message>
            <source>%1 nat (n = %2)</source>
            <comment>noise floor, windows that it was measured on</comment>
            <translation>%1 nat（n = %2）</translation>
        </message>
        <message>
            <source>%1, %2 tokens in %3; brackets are 95 % intervals; noise floor %4</source>
            <comment>text, …, windows</comment>
            <translation>%1，%2 个词元，%3；括号内为 95 % 区间；噪声下限 %4</translation>
        </message>
        <message>
            <source>Interrupted</source>
            <comment>verdict</comment>
            <translation>已中断</translation>
        </message>
        <message>
            <source>%1: the window closed before it was compared. Run again is in the list of jobs</source>
            <translation>%1：比较完成前窗口已关闭。任务列表中有“再次运行”</translation>
        </message>
        <message>
            <source>Compared with %1 before: %2</source>
            <comment>baseline, sentence</comment>
            <translation>此前与 %1 比较：%2</translation>
        </message>
    </context>
    <context>
        <name>EvaluateSession</name>
        <message>
            <source>Choose a baseline: the model before quantization.</source>
            <translation>请选择基线：量化前的模型。</translation>
        </message>
        <message>
            <source>Nothing to compare yet: quantize the model, or add a file.</source>
            <translation>尚无可比较的内容：请量化模型或添加文件。</translation>
        </message>
        <message>
            <source>Check at least one candidate.</source>
            <translation>请至少勾选一个候选。</translation>
        </message>
        <message>
            <source>Choose a text that the models have not been trained on.</source>
            <translation>请选择未用于训练这些模型的文本。</translation>
        </message>
        <message>
            <source>%1 is not there any more: choose another text.</source>
            <translation>%1 已不存在：请选择其他文本。</translation>
        </message>
        <message>
            <source>A comparison is running.</source>
            <translation>正在进行比较。</translation>
        </message>
        <message>
            <source>%1 against %2</source>
            <comment>job: candidates, baseline</comment>
            <translation>%1 对比 %2</translation>
        </message>
        <message numerus="yes">
            <source>%n candidate(s)</source>
            <translation>
                <numerusform>%n 个候选</numerusform>
            </translation>
        </message>
        <message>
            <source>The baseline cannot be read: %1</source>
            <translation>无法读取基线：%1</translation>
        </message>
        <message>
            <source>No candidate has the vocabulary of %1: choose the model that they were made from.</source>
            <translation>没有候选与 %1 的词表相同：请选择制作它们所用的模型。</translation>
        </message>
        <message>
            <source>Not made from this baseline: %1. The figures will say how far apart the models are, not what quantization cost.</source>
            <translation>并非由此基线制作：%1。数字将表示模型相差多远，而非量化的代价。</translation>
        </message>
    </context>
    <context>
        <name>EvaluateSetup</name>
        <message>
            <source>Baseline</source>
            <translation>基线</translation>
        </message>
        <message>
            <source>Baseline model file</source>
            <translation>基线模型文件</translation>
        </message>
        <message>
            <source>Models (*.gguf)</source>
            <translation>模型 (*.gguf)</translation>
        </message>
        <message>
            <source>Text</source>
            <comment>input of an evaluation</comment>
            <translation>文本</translation>
        </message>
        <message>
            <source>Text file to evaluate over</source>
            <translation>用于评估的文本文件</translation>
        </message>
        <message>
            <source>Text (*.txt *.md *.raw);;All files (*)</source>
            <translation>文本 (*.txt *.md *.raw);;所有文件 (*)</translation>
        </message>
        <message>
            <source>plain text the models have not been trained on</source>
            <translation>未用于训练模型的纯文本</translation>
        </message>
        <message>
            <source>Window, tokens</source>
            <translation>窗口，词元</translation>
        </message>
        <message>
            <source>Window length in tokens</source>
            <translation>窗口长度（词元）</translation>
        </message>
        <message>
            <source>The text is cut into windows of this length; the second half of each is scored.</source>
            <translation>文本按此长度切成窗口；每个窗口的后半计分。</translation>
        </message>
        <message>
            <source>Windows at most</source>
            <translation>最多窗口数</translation>
        </message>
        <message>
            <source>all</source>
            <comment>windows</comment>
            <translation>全部</translation>
        </message>
        <message>
            <source>Compare</source>
            <comment>button</comment>
            <translation>比较</translation>
        </message>
        <message>
            <source>Compare the checked candidates with the baseline</source>
            <translation>将勾选的候选与基线比较</translation>
        </message>
        <message>
            <source>Add file</source>
            <translation>添加文件</translation>
        </message>
        <message>
            <source>Add a model file to the candidates</source>
            <translation>将模型文件添加为候选</translation>
        </message>
        <message>
            <source>Candidates</source>
            <translation>候选</translation>
        </message>
        <message>
            <source>No candidates yet</source>
            <translation>尚无候选</translation>
        </message>
        <message>
            <source>Presets that were made in this project appear here.</source>
            <translation>本项目中生成的预设会显示在此处。</translation>
        </message>
    </context>
    <context>
        <name>FigureExport</name>
        <message>
            <source>Export as %1…</source>
            <translation>导出为 %1…</translation>
        </message>
        <message>
            <source>Export figure</source>
            <translation>导出图形</translation>
        </message>
    </context>
    <context>
        <name>FilePicker</name>
        <message>
            <source>Choose…</source>
            <translation>选择…</translation>
        </message>
        <message>
            <source>Choose %1</source>
            <translation>选择%1</translation>
        </message>
    </context>
    <context>
        <name>FitMap</name>
        <message>
            <source>What fits</source>
            <translation>可容纳范围</translation>
        </message>
        <message>
            <source>drag the cross; the tightest card decides</source>
            <translation>拖动十字；由最紧张的卡决定</translation>
        </message>
        <message>
            <source>fits</source>
            <translation>可容纳</translation>
        </message>
        <message>
            <source>does not fit</source>
            <translation>放不下</translation>
        </message>
        <message>
            <source>as it is</source>
            <translation>原样</translation>
        </message>
        <message>
            <source>context per request, tokens (log)</source>
            <translation>每个请求的上下文，词元（对数）</translation>
        </message>
        <message>
            <source>concurrent requests (log)</source>
            <translation>并发请求数（对数）</translation>
        </message>
        <message>
            <source>everything on this map fits</source>
            <translation>图中所有情况都放得下</translation>
        </message>
        <message>
            <source>context per request</source>
            <translation>每个请求的上下文</translation>
        </message>
        <message>
            <source>tokens</source>
            <translation>词元</translation>
        </message>
        <message>
            <source>at most</source>
            <comment>before a number of requests</comment>
            <translation>最多</translation>
        </message>
        <message>
            <source>requests</source>
            <translation>个请求</translation>
        </message>
        <message>
            <source>trained context</source>
            <translation>训练上下文</translation>
        </message>
    </context>
    <context>
        <name>FrontierMap</name>
        <message>
            <source>fits</source>
            <translation>可容纳</translation>
        </message>
        <message>
            <source>does not fit</source>
            <translation>放不下</translation>
        </message>
        <message>
            <source>frontier</source>
            <translation>边界</translation>
        </message>
        <message>
            <source>operating point</source>
            <translation>工作点</translation>
        </message>
    </context>
    <context>
        <name>Gauge</name>
        <message>
            <source>50–70 %</source>
            <translation>50–70 %</translation>
        </message>
        <message>
            <source>Gauge</source>
            <translation>仪表</translation>
        </message>
    </context>
    <context>
        <name>Glyph</name>
        <message>
            <source>pass</source>
            <translation>通过</translation>
        </message>
        <message>
            <source>tight</source>
            <translation>紧张</translation>
        </message>
        <message>
            <source>fail</source>
            <translation>不通过</translation>
        </message>
        <message>
            <source>inconclusive</source>
            <translation>无定论</translation>
        </message>
        <message>
            <source>invalid</source>
            <translation>无效</translation>
        </message>
        <message>
            <source>stale</source>
            <translation>过期</translation>
        </message>
    </context>
    <context>
        <name>HardwarePane</name>
        <message>
            <source>Hardware</source>
            <translation>硬件</translation>
        </message>
        <message>
            <source>This machine</source>
            <translation>本机</translation>
        </message>
        <message>
            <source>Measure bandwidth</source>
            <translation>测量带宽</translation>
        </message>
        <message>
            <source>Reads and copies a buffer well above the last cache, for about two seconds</source>
            <translation>读取并复制远大于末级缓存的缓冲区，约两秒</translation>
        </message>
        <message>
            <source>Design against this machine</source>
            <translation>设计与本机对比</translation>
        </message>
        <message>
            <source>GPU from the catalogue</source>
            <translation>目录中的 GPU</translation>
        </message>
        <message>
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <source>Add the GPU to the design</source>
            <translation>将 GPU 添加到设计</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Removes the selected card, or the last one</source>
            <translation>移除所选的卡，或最后一张</translation>
        </message>
        <message>
            <source>Topology</source>
            <translation>拓扑</translation>
        </message>
        <message>
            <source>line thickness is lane count</source>
            <translation>线宽表示通道数</translation>
        </message>
        <message>
            <source>Carries</source>
            <translation>可承载</translation>
        </message>
        <message numerus="yes">
            <source>VRAM on %n card(s)</source>
            <translation>
                <numerusform>%n 张卡的显存</numerusform>
            </translation>
        </message>
        <message>
            <source>memory bandwidth of the slowest card</source>
            <translation>最慢卡的显存带宽</translation>
        </message>
        <message>
            <source>memory bandwidth per card</source>
            <translation>每张卡的显存带宽</translation>
        </message>
        <message>
            <source>power supply load, sustained; 50–70 % is comfortable</source>
            <translation>电源持续负载；50–70 % 为宜</translation>
        </message>
        <message>
            <source>being read</source>
            <translation>读取中</translation>
        </message>
        <message>
            <source>detected %1</source>
            <translation>检测于 %1</translation>
        </message>
        <message>
            <source>designed</source>
            <translation>设计</translation>
        </message>
        <message>
            <source>In the cards, length is capacity and thickness is bandwidth</source>
            <translation>卡片中长度为容量，粗细为带宽</translation>
        </message>
    </context>
    <context>
        <name>HeatGrid</name>
        <message>
            <source>Heat map</source>
            <translation>热图</translation>
        </message>
        <message>
            <source>not yet measured</source>
            <translation>尚未测量</translation>
        </message>
        <message>
            <source>Copy figures</source>
            <translation>复制数据</translation>
        </message>
        <message>
            <source>Copy image</source>
            <translation>复制图像</translation>
        </message>
    </context>
    <context>
        <name>Histogram</name>
        <message>
            <source>from</source>
            <translation>从</translation>
        </message>
        <message>
            <source>to</source>
            <translation>到</translation>
        </message>
        <message>
            <source>height</source>
            <translation>高度</translation>
        </message>
        <message>
            <source>level</source>
            <translation>量化级</translation>
        </message>
    </context>
    <context>
        <name>HistogramView</name>
        <message>
            <source>Weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>and the levels of the format</source>
            <translation>及格式的量化级</translation>
        </message>
        <message>
            <source>Select a tensor in the heat map or in the table</source>
            <translation>在热图或表格中选择张量</translation>
        </message>
        <message>
            <source>weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>weights and the %1 grid</source>
            <translation>权重与 %1 网格</translation>
        </message>
        <message>
            <source>%1 values</source>
            <translation>%1 个值</translation>
        </message>
        <message>
            <source>%1 of %2 values</source>
            <translation>%1 / %2 个值</translation>
        </message>
        <message>
            <source>weight</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>weight × 10%1</source>
            <translation>权重 × 10%1</translation>
        </message>
        <message>
            <source>share of weights, %</source>
            <translation>权重占比，%</translation>
        </message>
        <message>
            <source>%1 levels</source>
            <translation>%1 个量化级</translation>
        </message>
        <message>
            <source>median block drawn</source>
            <comment>levels of</comment>
            <translation>所画为中位块</translation>
        </message>
        <message>
            <source>step %1</source>
            <translation>步长 %1</translation>
        </message>
        <message>
            <source>%1 outside</source>
            <translation>%1 在范围外</translation>
        </message>
        <message>
            <source>Distribution of the weights of %1, standard deviation %2, kurtosis %3; %4 levels of %5.</source>
            <translation>%1 的权重分布，标准差 %2，峰度 %3；%5 的 %4 个量化级。</translation>
        </message>
        <message>
            <source>share of weights</source>
            <translation>权重占比</translation>
        </message>
    </context>
    <context>
        <name>InspectorPanel</name>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>检查器</translation>
        </message>
        <message>
            <source>Nothing selected. Click a number, a row or a mark in a chart to see where it comes from.</source>
            <translation>未选择任何内容。点击数字、表格行或图表标记可查看其来源。</translation>
        </message>
        <message>
            <source>Formula</source>
            <translation>公式</translation>
        </message>
        <message>
            <source>Source</source>
            <translation>来源</translation>
        </message>
    </context>
    <context>
        <name>IntervalChart</name>
        <message>
            <source>category</source>
            <translation>类别</translation>
        </message>
        <message>
            <source>series</source>
            <translation>系列</translation>
        </message>
        <message>
            <source>value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>low</source>
            <translation>下限</translation>
        </message>
        <message>
            <source>high</source>
            <translation>上限</translation>
        </message>
    </context>
    <context>
        <name>JobTray</name>
        <message>
            <source>Hide the job queue</source>
            <translation>隐藏任务队列</translation>
        </message>
        <message>
            <source>Show the job queue</source>
            <translation>显示任务队列</translation>
        </message>
        <message>
            <source>Jobs %1</source>
            <translation>任务 %1</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>none running</source>
            <translation>无运行中的任务</translation>
        </message>
        <message>
            <source>%1/%2</source>
            <translation>%1/%2</translation>
        </message>
        <message>
            <source>%1 %</source>
            <translation>%1 %</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Cancelling</source>
            <translation>正在取消</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
    </context>
    <context>
        <name>JobsModel</name>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>Job</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <source>Stage</source>
            <translation>阶段</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>Remaining</source>
            <translation>剩余</translation>
        </message>
        <message>
            <source>Message</source>
            <translation>消息</translation>
        </message>
    </context>
    <context>
        <name>JobsView</name>
        <message>
            <source>Cancel job</source>
            <translation>取消任务</translation>
        </message>
        <message>
            <source>Clear finished</source>
            <translation>清除已完成</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>No jobs yet</source>
            <translation>尚无任务</translation>
        </message>
        <message>
            <source>Quantizing, evaluating and measuring run here, one after the other.</source>
            <translation>量化、评估和测量在此依次运行。</translation>
        </message>
        <message>
            <source>Run again</source>
            <translation>再次运行</translation>
        </message>
        <message>
            <source>What the job had finished is used again where it can be.</source>
            <translation>该任务已完成的部分会尽可能继续使用。</translation>
        </message>
        <message>
            <source>This session</source>
            <comment>jobs of it</comment>
            <translation>本次会话</translation>
        </message>
        <message>
            <source>All runs</source>
            <comment>of the project</comment>
            <translation>全部运行</translation>
        </message>
        <message>
            <source>Jobs of this session or all runs of the project</source>
            <translation>本次会话的任务或项目的全部运行</translation>
        </message>
        <message>
            <source>Copy as command</source>
            <translation>复制为命令</translation>
        </message>
    </context>
    <context>
        <name>LabeledSlider</name>
        <message>
            <source>Double-click to type a value</source>
            <translation>双击可输入数值</translation>
        </message>
    </context>
    <context>
        <name>LineChart</name>
        <message>
            <source>series</source>
            <translation>系列</translation>
        </message>
        <message>
            <source>low</source>
            <translation>下限</translation>
        </message>
        <message>
            <source>high</source>
            <translation>上限</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>One file at a time, please</source>
            <translation>请一次只放一个文件</translation>
        </message>
        <message>
            <source>Open %1 as the model</source>
            <translation>将 %1 作为模型打开</translation>
        </message>
        <message>
            <source>Open the project %1</source>
            <translation>打开项目 %1</translation>
        </message>
        <message>
            <source>&amp;Recent projects</source>
            <translation>最近的项目(&amp;R)</translation>
        </message>
        <message>
            <source>Lan&amp;guage</source>
            <translation>语言(&amp;G)</translation>
        </message>
        <message>
            <source>Inspector</source>
            <translation>检查器</translation>
        </message>
        <message>
            <source>Jobs</source>
            <translation>任务</translation>
        </message>
        <message>
            <source>Panes</source>
            <translation>面板</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>撤销(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Redo</source>
            <translation>重做(&amp;R)</translation>
        </message>
        <message>
            <source>unnamed project</source>
            <translation>未命名项目</translation>
        </message>
        <message>
            <source>Machine not inspected yet</source>
            <translation>尚未检测本机</translation>
        </message>
        <message>
            <source>%1, %2 free</source>
            <translation>%1，可用 %2</translation>
        </message>
        <message>
            <source>no GPU</source>
            <translation>无 GPU</translation>
        </message>
        <message>
            <source>RAM %1 of %2 free</source>
            <translation>内存可用 %1 / %2</translation>
        </message>
        <message>
            <source>This machine: %1</source>
            <translation>本机：%1</translation>
        </message>
        <message>
            <source>None yet</source>
            <translation>暂无</translation>
        </message>
        <message>
            <source>&amp;Clear the list</source>
            <translation>清空列表(&amp;C)</translation>
        </message>
        <message>
            <source>Pane</source>
            <translation>面板</translation>
        </message>
        <message>
            <source>A job is running. Stop it and quit?</source>
            <translation>有任务正在运行。停止并退出？</translation>
        </message>
        <message>
            <source>What it has finished is kept; nothing half-written stays behind.</source>
            <translation>已完成的部分会保留，不会留下写了一半的文件。</translation>
        </message>
        <message>
            <source>Stop and quit</source>
            <translation>停止并退出</translation>
        </message>
        <message>
            <source>%1 is neither a model (GGUF, safetensors) nor a Headroom project</source>
            <translation>%1 既不是模型（GGUF、safetensors），也不是 Headroom 项目</translation>
        </message>
        <message>
            <source>Escape ends the presentation, Ctrl+1 to Ctrl+4 change the pane.</source>
            <translation>Esc 结束演示，Ctrl+1 至 Ctrl+4 切换面板。</translation>
        </message>
        <message>
            <source>%1 (read-only)</source>
            <comment>project</comment>
            <translation>%1（只读）</translation>
        </message>
        <message>
            <source>%1: not found, locate…</source>
            <translation>%1：未找到，定位…</translation>
        </message>
        <message>
            <source>%1 (file gone)</source>
            <comment>project</comment>
            <translation>%1（文件已不在）</translation>
        </message>
        <message>
            <source>%1 was moved, renamed or deleted. Save the project under a name?</source>
            <translation>%1 已被移动、重命名或删除。要为项目另取名称保存吗？</translation>
        </message>
        <message>
            <source>What was done since then may be nowhere but in this window.</source>
            <translation>此后所做的可能只存在于此窗口中。</translation>
        </message>
        <message>
            <source>Save what you changed in this window?</source>
            <translation>要保存您在此窗口中的更改吗？</translation>
        </message>
        <message>
            <source>%1 was open in another window first; your changes are not in it.</source>
            <translation>%1 先在另一窗口中打开；您的更改不在其中。</translation>
        </message>
        <message>
            <source>%1 (overwritten)</source>
            <comment>project</comment>
            <translation>%1（已被覆盖）</translation>
        </message>
        <message>
            <source>Another program has overwritten %1. Write into it what you changed?</source>
            <translation>另一个程序覆盖了 %1。要把您的更改写入其中吗？</translation>
        </message>
        <message>
            <source>Your plan and what you set are nowhere but in this window.</source>
            <translation>您的方案和设置只存在于此窗口中。</translation>
        </message>
    </context>
    <context>
        <name>MemoryModel</name>
        <message>
            <source>Compute</source>
            <comment>buffers, in a narrow column</comment>
            <translation>计算</translation>
        </message>
    </context>
    <context>
        <name>MemoryView</name>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>GiB per device</source>
            <translation>每个设备，GiB</translation>
        </message>
        <message>
            <source>Memory by device</source>
            <translation>各设备内存</translation>
        </message>
    </context>
    <context>
        <name>ModelExplorer</name>
        <message>
            <source>Filter %1 tensors</source>
            <translation>筛选 %1 个张量</translation>
        </message>
        <message>
            <source>Tensors of the model</source>
            <translation>模型的张量</translation>
        </message>
        <message>
            <source>Tensors</source>
            <translation>张量</translation>
        </message>
        <message>
            <source>Two words, 3 numbers: 2026.</source>
            <translation>两个词，3 个数字：2026。</translation>
        </message>
        <message>
            <source>Text to cut into tokens</source>
            <translation>要切分为词元的文本</translation>
        </message>
        <message>
            <source>As a chat message</source>
            <translation>作为对话消息</translation>
        </message>
        <message>
            <source>Through the chat template of the model, as one message of a user.</source>
            <translation>经模型的对话模板，作为用户的一条消息。</translation>
        </message>
        <message>
            <source>Try a text</source>
            <translation>试一段文本</translation>
        </message>
        <message>
            <source>Tokens: %1</source>
            <translation>词元：%1</translation>
        </message>
    </context>
    <context>
        <name>ModelWords</name>
        <message>
            <source>Shape</source>
            <translation>形状</translation>
        </message>
        <message>
            <source>Architecture</source>
            <translation>架构</translation>
        </message>
        <message>
            <source>Parameters</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>层数</translation>
        </message>
        <message>
            <source>Width</source>
            <translation>宽度</translation>
        </message>
        <message>
            <source>Heads, of these KV</source>
            <translation>头数，其中 KV</translation>
        </message>
        <message>
            <source>Experts, used</source>
            <translation>专家数，启用</translation>
        </message>
        <message>
            <source>Trained context</source>
            <translation>训练上下文</translation>
        </message>
        <message>
            <source>Tensors by type</source>
            <translation>按类型的张量</translation>
        </message>
        <message>
            <source>Tokenizer</source>
            <translation>分词器</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>种类</translation>
        </message>
        <message>
            <source>Vocabulary</source>
            <translation>词表</translation>
        </message>
        <message>
            <source>Splits text as</source>
            <translation>文本切分方式</translation>
        </message>
        <message>
            <source>Begin</source>
            <translation>起始</translation>
        </message>
        <message>
            <source>End</source>
            <translation>结束</translation>
        </message>
        <message>
            <source>Adds begin</source>
            <translation>自动加起始</translation>
        </message>
        <message>
            <source>yes</source>
            <translation>是</translation>
        </message>
        <message>
            <source>no</source>
            <translation>否</translation>
        </message>
        <message>
            <source>Model · %1</source>
            <translation>模型 · %1</translation>
        </message>
        <message>
            <source>%1 bytes, %2 bits/w</source>
            <translation>%1 字节，%2 位/权重</translation>
        </message>
        <message>
            <source>Chat template</source>
            <translation>对话模板</translation>
        </message>
        <message>
            <source>None in the file: prompts go in as plain text.</source>
            <translation>文件中没有：提示词按纯文本输入。</translation>
        </message>
        <message>
            <source>(%1 characters)</source>
            <translation>（%1 个字符）</translation>
        </message>
        <message>
            <source>Vocabulary · %1</source>
            <translation>词表 · %1</translation>
        </message>
        <message>
            <source>tokens; the file holds no weights</source>
            <translation>个词元；该文件不含权重</translation>
        </message>
        <message>
            <source>Beside the text model</source>
            <translation>文本模型之外</translation>
        </message>
    </context>
    <context>
        <name>OutlierChart</name>
        <message>
            <source>No calibration chosen</source>
            <translation>未选择校准</translation>
        </message>
        <message>
            <source>Largest channels by layer</source>
            <translation>每层最大的通道</translation>
        </message>
        <message>
            <source>input&apos;s root mean square ÷ median channel, log; outliers named</source>
            <translation>输入均方根 ÷ 通道中位数，对数；标出离群通道</translation>
        </message>
        <message>
            <source>%1 channel %2</source>
            <comment>tensor class</comment>
            <translation>%1 通道 %2</translation>
        </message>
        <message>
            <source>layer</source>
            <translation>层</translation>
        </message>
        <message>
            <source>outlier: 8 × median</source>
            <translation>离群：8 × 中位数</translation>
        </message>
        <message>
            <source>Outlier channels: %1</source>
            <comment>how many</comment>
            <translation>离群通道：%1</translation>
        </message>
        <message>
            <source>root mean square</source>
            <translation>均方根</translation>
        </message>
        <message>
            <source>× median channel</source>
            <translation>× 中位通道</translation>
        </message>
    </context>
    <context>
        <name>OverridesModel</name>
        <message>
            <source>No tensor has its type from this: none matches, or one above it matches first.</source>
            <translation>没有张量由此定型：无匹配，或上方的覆盖先匹配。</translation>
        </message>
        <message>
            <source>Tensors that match</source>
            <comment>column</comment>
            <translation>匹配的张量</translation>
        </message>
        <message>
            <source>Type</source>
            <comment>column</comment>
            <translation>类型</translation>
        </message>
        <message>
            <source>Count</source>
            <comment>column: of tensors</comment>
            <translation>数量</translation>
        </message>
        <message>
            <source>Regular expression, searched in the tensor's name; the first that matches decides</source>
            <translation>正则表达式，在张量名中搜索；首个匹配者决定</translation>
        </message>
    </context>
    <context>
        <name>OverridesView</name>
        <message>
            <source>The first that matches a tensor's name decides. A click on a cell adds one, too.</source>
            <translation>首个匹配张量名者生效。点击单元格也可添加。</translation>
        </message>
        <message>
            <source>Matches %1 of %2 tensors</source>
            <translation>匹配 %2 个张量中的 %1 个</translation>
        </message>
        <message>
            <source>Regular expression, e.g. %1</source>
            <translation>正则表达式，例如 %1</translation>
        </message>
        <message>
            <source>Tensors whose type is to be set, as a regular expression</source>
            <translation>要设定类型的张量（正则表达式）</translation>
        </message>
        <message>
            <source>Type for the tensors that match</source>
            <translation>匹配张量的类型</translation>
        </message>
        <message>
            <source>Add</source>
            <comment>an override</comment>
            <translation>添加</translation>
        </message>
        <message>
            <source>Remove</source>
            <comment>an override</comment>
            <translation>移除</translation>
        </message>
        <message>
            <source>Remove all</source>
            <comment>overrides</comment>
            <translation>全部移除</translation>
        </message>
        <message>
            <source>Overrides of the preset</source>
            <translation>该预设的覆盖</translation>
        </message>
        <message>
            <source>No overrides</source>
            <translation>无覆盖</translation>
        </message>
        <message>
            <source>Every tensor has the type that the preset gives it.</source>
            <translation>每个张量均采用预设给定的类型。</translation>
        </message>
        <message>
            <source>A name has at most 64 letters, digits and . - _ +, for it becomes part of file names.</source>
            <translation>名称最多 64 个字母、数字及 . - _ +，因为它会成为文件名的一部分。</translation>
        </message>
        <message>
            <source>There is a preset of this name already: choose another.</source>
            <translation>已有同名预设：请另选名称。</translation>
        </message>
        <message>
            <source>%1 is the first in the list of presets.</source>
            <translation>%1 排在预设列表首位。</translation>
        </message>
        <message>
            <source>Add a preset from a file</source>
            <translation>从文件添加预设</translation>
        </message>
        <message>
            <source>Preset (*.json)</source>
            <translation>预设 (*.json)</translation>
        </message>
        <message>
            <source>Save the preset as a file</source>
            <translation>将预设另存为文件</translation>
        </message>
        <message>
            <source>%1 was saved.</source>
            <translation>%1 已保存。</translation>
        </message>
        <message>
            <source>Name of an own preset</source>
            <translation>自己的预设名称</translation>
        </message>
        <message>
            <source>Name for a copy of this preset with its overrides</source>
            <translation>此预设及其覆盖的副本名称</translation>
        </message>
        <message>
            <source>Keep as preset</source>
            <translation>保留为预设</translation>
        </message>
        <message>
            <source>Keep this preset with its overrides under the name</source>
            <translation>以此名称保留该预设及其覆盖</translation>
        </message>
        <message>
            <source>Files</source>
            <comment>of presets</comment>
            <translation>文件</translation>
        </message>
        <message>
            <source>Preset files, and deleting an own preset</source>
            <translation>预设文件，以及删除自己的预设</translation>
        </message>
        <message>
            <source>Add a preset from a file…</source>
            <translation>从文件添加预设…</translation>
        </message>
        <message>
            <source>Save this preset as a file…</source>
            <translation>将此预设另存为文件…</translation>
        </message>
        <message>
            <source>Delete this own preset</source>
            <translation>删除此自有预设</translation>
        </message>
        <message>
            <source>A folder stores every matrix as its preset says: choose a preset of files here.</source>
            <translation>文件夹按其预设存储每个矩阵：请在此选择用于文件的预设。</translation>
        </message>
    </context>
    <context>
        <name>Panes</name>
        <message>
            <source>Start</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Hardware</source>
            <translation>硬件</translation>
        </message>
        <message>
            <source>Capacity</source>
            <translation>容量</translation>
        </message>
        <message>
            <source>Quantize</source>
            <translation>量化</translation>
        </message>
        <message>
            <source>Evaluate</source>
            <translation>评估</translation>
        </message>
    </context>
    <context>
        <name>PlanComparison</name>
        <message>
            <source>Plans</source>
            <translation>方案</translation>
        </message>
        <message>
            <source>differences from the first; a click makes a plan the current one</source>
            <translation>与第一个方案的差异；点击可切换到该方案</translation>
        </message>
        <message>
            <source>Pin this plan</source>
            <translation>固定此方案</translation>
        </message>
        <message>
            <source>Why</source>
            <translation>原因</translation>
        </message>
        <message>
            <source>Pinned plans</source>
            <translation>已固定的方案</translation>
        </message>
        <message>
            <source>No plans pinned</source>
            <translation>尚未固定方案</translation>
        </message>
        <message>
            <source>Pin this one, change something, and compare the two.</source>
            <translation>固定当前方案，更改后即可比较两者。</translation>
        </message>
        <message>
            <source>change to plan %1</source>
            <translation>切换到方案 %1</translation>
        </message>
    </context>
    <context>
        <name>PlanControls</name>
        <message>
            <source>change of preset</source>
            <translation>更改预设</translation>
        </message>
        <message>
            <source>change of context to %1</source>
            <translation>将上下文改为 %1</translation>
        </message>
        <message numerus="yes">
            <source>change to %n request(s)</source>
            <translation>
                <numerusform>改为 %n 个请求</numerusform>
            </translation>
        </message>
        <message>
            <source>change of cache type to %1</source>
            <translation>将缓存类型改为 %1</translation>
        </message>
        <message>
            <source>move of the operating point</source>
            <translation>移动工作点</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Preset</source>
            <translation>预设</translation>
        </message>
        <message>
            <source>Context per request, tokens</source>
            <translation>每个请求的上下文，词元</translation>
        </message>
        <message>
            <source>Concurrent requests</source>
            <translation>并发请求</translation>
        </message>
        <message>
            <source>KV cache type</source>
            <translation>KV 缓存类型</translation>
        </message>
        <message>
            <source>catalogue</source>
            <translation>目录</translation>
        </message>
        <message>
            <source>as it is</source>
            <translation>原样</translation>
        </message>
        <message>
            <source>%1, %2 bits/w</source>
            <translation>%1，%2 位/权重</translation>
        </message>
        <message>
            <source>weights %1, %2 bits/w</source>
            <translation>权重 %1，%2 位/权重</translation>
        </message>
    </context>
    <context>
        <name>PlansModel</name>
        <message>
            <source>as it is</source>
            <translation>原样</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>方案</translation>
        </message>
        <message>
            <source>Weights, GiB</source>
            <translation>权重，GiB</translation>
        </message>
        <message>
            <source>KV, GiB</source>
            <translation>KV，GiB</translation>
        </message>
        <message>
            <source>Decode, tok/s</source>
            <translation>解码，tok/s</translation>
        </message>
        <message>
            <source>Verdict</source>
            <translation>结论</translation>
        </message>
        <message>
            <source>Free memory of the tightest device</source>
            <translation>最紧张设备的空闲内存</translation>
        </message>
        <message>
            <source>Decode ceiling, all requests together</source>
            <translation>解码上限，所有请求合计</translation>
        </message>
        <message>
            <source>Longest context of each request that still fits</source>
            <translation>每个请求仍放得下的最长上下文</translation>
        </message>
        <message>
            <source>Free, GiB</source>
            <translation>空闲，GiB</translation>
        </message>
        <message>
            <source>Longest, tokens</source>
            <translation>最长，词元</translation>
        </message>
    </context>
    <context>
        <name>PowerView</name>
        <message>
            <source>Power supply</source>
            <translation>电源</translation>
        </message>
        <message>
            <source>Circuit</source>
            <translation>电路</translation>
        </message>
        <message>
            <source>Advice</source>
            <translation>建议</translation>
        </message>
        <message>
            <source>% of %1, whisker is the spike</source>
            <translation>占 %1 的百分比，须线为峰值</translation>
        </message>
        <message>
            <source>none chosen</source>
            <translation>未选择</translation>
        </message>
        <message>
            <source>sustained, %1 of the rating</source>
            <translation>持续，为额定的 %1</translation>
        </message>
        <message>
            <source>sustained</source>
            <translation>持续</translation>
        </message>
        <message>
            <source>worst spike</source>
            <translation>最大峰值</translation>
        </message>
        <message>
            <source>%1 at the wall</source>
            <translation>插座处 %1</translation>
        </message>
        <message>
            <source>Use it</source>
            <comment>the advised power supply</comment>
            <translation>采用</translation>
        </message>
        <message>
            <source>Use %1</source>
            <translation>采用 %1</translation>
        </message>
        <message>
            <source>%1 would run at %2.</source>
            <translation>%1 的负载为 %2。</translation>
        </message>
        <message>
            <source>rating not known</source>
            <translation>额定功率未知</translation>
        </message>
        <message>
            <source>comes with the machine</source>
            <translation>随机器附带</translation>
        </message>
    </context>
    <context>
        <name>PresetList</name>
        <message>
            <source>Presets</source>
            <comment>section</comment>
            <translation>预设</translation>
        </message>
        <message>
            <source>GGUF files</source>
            <comment>presets</comment>
            <translation>GGUF 文件</translation>
        </message>
        <message>
            <source>One file, for llama.cpp and what is built on it.</source>
            <translation>单个文件，用于 llama.cpp 及基于它的程序。</translation>
        </message>
        <message>
            <source>Folders for vLLM and others</source>
            <comment>presets</comment>
            <translation>用于 vLLM 等的文件夹</translation>
        </message>
        <message>
            <source>A Hugging Face folder with safetensors, for vLLM, SGLang, Transformers and other engines.</source>
            <translation>带 safetensors 的 Hugging Face 文件夹，用于 vLLM、SGLang、Transformers 等引擎。</translation>
        </message>
        <message>
            <source>Presets with their sizes and states</source>
            <translation>预设及其大小和状态</translation>
        </message>
    </context>
    <context>
        <name>PresetsModel</name>
        <message>
            <source>failed</source>
            <comment>state of a preset</comment>
            <translation>失败</translation>
        </message>
        <message>
            <source>not possible</source>
            <comment>state of a preset</comment>
            <translation>不可行</translation>
        </message>
        <message>
            <source>not run</source>
            <comment>state of a preset</comment>
            <translation>未运行</translation>
        </message>
        <message>
            <source>file exists</source>
            <comment>state of a preset</comment>
            <translation>文件已存在</translation>
        </message>
        <message>
            <source>queued</source>
            <comment>state of a preset</comment>
            <translation>排队中</translation>
        </message>
        <message>
            <source>paused</source>
            <comment>state of a preset</comment>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>done</source>
            <comment>state of a preset</comment>
            <translation>完成</translation>
        </message>
        <message>
            <source>Size of the file, header, manifest and padding included; the run writes exactly this many.</source>
            <translation>文件大小，含文件头、清单和填充；运行将恰好写入这么多。</translation>
        </message>
        <message>
            <source>8 × bytes of all tensors ÷ number of weights, computed.</source>
            <translation>8 × 所有张量字节数 ÷ 权重数，计算所得。</translation>
        </message>
        <message>
            <source>Preset</source>
            <comment>column</comment>
            <translation>预设</translation>
        </message>
        <message>
            <source>Size, %1</source>
            <translation>大小，%1</translation>
        </message>
        <message>
            <source>Exact bytes</source>
            <translation>精确字节数</translation>
        </message>
        <message>
            <source>Bits/w</source>
            <comment>column: bits per weight</comment>
            <translation>位/权重</translation>
        </message>
        <message>
            <source>State</source>
            <comment>column</comment>
            <translation>状态</translation>
        </message>
        <message>
            <source>interrupted</source>
            <comment>state of a preset</comment>
            <translation>已中断</translation>
        </message>
        <message>
            <source>%1 over</source>
            <comment>GiB of memory beyond what there is</comment>
            <translation>超出 %1</translation>
        </message>
        <message>
            <source>%1 free</source>
            <comment>GiB of memory left</comment>
            <translation>剩余 %1</translation>
        </message>
        <message>
            <source>The planner cannot say for this model and this rig.</source>
            <translation>规划器无法就此模型与此机器作出判断。</translation>
        </message>
        <message>
            <source>%1 on %2: weights %3, KV cache %4, buffers %5, overhead %6; predicted</source>
            <translation>%1，%2：权重 %3，KV 缓存 %4，缓冲 %5，开销 %6；预测值</translation>
        </message>
        <message>
            <source>Memory left on the fullest device, predicted for %1. Rig and load are chosen in Hardware and Capacity.</source>
            <translation>最满设备的剩余显存，针对 %1 的预测。机器与负载在“硬件”和“容量”中选择。</translation>
        </message>
        <message>
            <source>Fit, GiB</source>
            <comment>column: memory left</comment>
            <translation>余量, GiB</translation>
        </message>
        <message>
            <source>Overrides: %1</source>
            <translation>覆盖：%1</translation>
        </message>
        <message>
            <source>folder exists</source>
            <comment>state of a preset</comment>
            <translation>文件夹已存在</translation>
        </message>
        <message>
            <source>Size of all files in the folder, manifest and tokenizer included; the run writes exactly this many.</source>
            <translation>文件夹中所有文件的大小，含清单与分词器；运行写入的字节数与此完全一致。</translation>
        </message>
        <message>
            <source>%1 bytes exactly, %2. Computed from the tensor list before the run; the run writes just as many.</source>
            <translation>正好 %1 字节，%2。运行前由张量列表算出；运行写入的字节数与此相同。</translation>
        </message>
    </context>
    <context>
        <name>Project</name>
        <message>
            <source>change of model to %1</source>
            <translation>更换模型为 %1</translation>
        </message>
    </context>
    <context>
        <name>PropertyTable</name>
        <message>
            <source>Properties</source>
            <translation>属性</translation>
        </message>
        <message>
            <source>Copy row</source>
            <translation>复制行</translation>
        </message>
        <message>
            <source>Copy all</source>
            <translation>全部复制</translation>
        </message>
    </context>
    <context>
        <name>QuantizeControls</name>
        <message>
            <source>Output folder</source>
            <translation>输出文件夹</translation>
        </message>
        <message>
            <source>Replace existing files</source>
            <translation>替换现有文件</translation>
        </message>
        <message>
            <source>Allow quantizing again</source>
            <translation>允许再次量化</translation>
        </message>
        <message>
            <source>The source is quantized already: its errors add to the new ones. Prefer a file in F16, BF16 or F32.</source>
            <translation>源文件已量化：其误差会叠加。最好使用 F16、BF16 或 F32 文件。</translation>
        </message>
        <message>
            <source>Start</source>
            <comment>quantizing</comment>
            <translation>开始</translation>
        </message>
        <message>
            <source>Start quantizing the checked presets</source>
            <translation>开始量化勾选的预设</translation>
        </message>
        <message>
            <source>Resume %1</source>
            <comment>a preset</comment>
            <translation>继续 %1</translation>
        </message>
        <message>
            <source>Goes on from what is finished: %1</source>
            <translation>从已完成处继续：%1</translation>
        </message>
        <message numerus="yes">
            <source>Resume %n run(s)</source>
            <translation>
                <numerusform>继续 %n 次运行</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QuantizeHeadline</name>
        <message>
            <source>%1 %2</source>
            <comment>size with unit</comment>
            <translation>%1 %2</translation>
        </message>
        <message>
            <source>%1 to %2 %3</source>
            <comment>range of sizes with unit</comment>
            <translation>%1 至 %2 %3</translation>
        </message>
        <message>
            <source>Reading the tensor list</source>
            <translation>正在读取张量列表</translation>
        </message>
        <message>
            <source>%1 is being made</source>
            <translation>正在生成 %1</translation>
        </message>
        <message>
            <source>Ready</source>
            <comment>verdict</comment>
            <translation>就绪</translation>
        </message>
        <message>
            <source>No space</source>
            <comment>verdict</comment>
            <translation>空间不足</translation>
        </message>
        <message>
            <source>Done</source>
            <comment>verdict</comment>
            <translation>完成</translation>
        </message>
        <message>
            <source>bits/weight</source>
            <translation>位/权重</translation>
        </message>
        <message>
            <source>%1 over %2 parameters</source>
            <translation>%1，共 %2 个参数</translation>
        </message>
        <message>
            <source>%1, %2;</source>
            <comment>preset, size</comment>
            <translation>%1，%2；</translation>
        </message>
        <message>
            <source>%1 is being made; waiting: %2</source>
            <translation>正在生成 %1；等待中：%2</translation>
        </message>
        <message>
            <source>%1 in all, %2 free</source>
            <translation>共 %1，可用 %2</translation>
        </message>
        <message>
            <source>%1 loses most under %2</source>
            <comment>tensor, preset</comment>
            <translation>%1 在 %2 下损失最大</translation>
        </message>
        <message>
            <source>%1 failed</source>
            <comment>preset</comment>
            <translation>%1 失败</translation>
        </message>
        <message>
            <source>Choose a file in F16, BF16 or F32, or allow quantizing again.</source>
            <translation>请选择 F16、BF16 或 F32 文件，或允许再次量化。</translation>
        </message>
        <message>
            <source>%1 is paused; Resume is in the bar below</source>
            <translation>%1 已暂停；可在下方栏中继续</translation>
        </message>
        <message>
            <source>%1 is the best mixture of this size; Queue makes it</source>
            <comment>name of a mixture</comment>
            <translation>%1 是此大小下的最佳混合；点“加入队列”即可生成</translation>
        </message>
        <message>
            <source>nat</source>
            <translation>nat</translation>
        </message>
        <message>
            <source>mean KLD of %1, predicted</source>
            <translation>%1 的平均 KLD，预测</translation>
        </message>
        <message>
            <source>noise to signal of %1, predicted</source>
            <translation>%1 的噪声与信号之比，预测</translation>
        </message>
        <message>
            <source>%1, %2 bytes exactly; source %3 %4</source>
            <comment>preset, size of it, size of the source</comment>
            <translation>%1，正好 %2 字节；源文件 %3 %4</translation>
        </message>
        <message numerus="yes">
            <source>%n preset(s), %1;</source>
            <comment>how many, sizes</comment>
            <translation>
                <numerusform>%n 个预设，%1；</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n preset(s) can be made, %1</source>
            <comment>how many, sizes</comment>
            <translation>
                <numerusform>可以制作 %n 个预设，%1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them fit(s) the rig</source>
            <translation>
                <numerusform>其中 %n 个适合该机器</numerusform>
            </translation>
        </message>
        <message>
            <source>check those you want</source>
            <translation>请勾选需要的</translation>
        </message>
    </context>
    <context>
        <name>QuantizePane</name>
        <message>
            <source>No model file yet</source>
            <translation>尚无模型文件</translation>
        </message>
        <message>
            <source>The current model comes from the catalogue and has no weights. Open its file to quantize it.</source>
            <translation>当前模型来自目录，没有权重。请打开其文件以进行量化。</translation>
        </message>
        <message>
            <source>Open a GGUF file in F16, BF16 or F32; every preset&apos;s exact size is shown before anything runs.</source>
            <translation>请打开 F16、BF16 或 F32 的 GGUF 文件；运行前会显示每个预设的精确大小。</translation>
        </message>
        <message>
            <source>Open model file</source>
            <translation>打开模型文件</translation>
        </message>
        <message>
            <source>Tensors</source>
            <comment>section</comment>
            <translation>张量</translation>
        </message>
        <message>
            <source>Tensors with their types and errors</source>
            <translation>张量及其类型和误差</translation>
        </message>
        <message>
            <source>Relative error by layer and tensor class</source>
            <translation>按层和张量类别的相对误差</translation>
        </message>
        <message>
            <source>No tensors</source>
            <translation>无张量</translation>
        </message>
        <message>
            <source>Select a preset that can be made.</source>
            <translation>请选择可生成的预设。</translation>
        </message>
        <message>
            <source>%1, error in dB</source>
            <comment>preset</comment>
            <translation>%1，误差 dB</translation>
        </message>
        <message>
            <source>%1, %2 of %3 measured</source>
            <comment>preset</comment>
            <translation>%1，已测 %2 / %3</translation>
        </message>
        <message>
            <source>Error by layer and class</source>
            <translation>按层和类别的误差</translation>
        </message>
        <message>
            <source>%1 was not opened</source>
            <translation>未能打开 %1</translation>
        </message>
        <message>
            <source>Open another file</source>
            <translation>打开其他文件</translation>
        </message>
        <message>
            <source>Map</source>
            <comment>of tensors</comment>
            <translation>图</translation>
        </message>
        <message>
            <source>Table</source>
            <comment>of tensors</comment>
            <translation>表</translation>
        </message>
        <message>
            <source>Overrides</source>
            <translation>覆盖</translation>
        </message>
        <message>
            <source>Sensitivity</source>
            <translation>敏感度</translation>
        </message>
        <message>
            <source>%1, groups: %2</source>
            <comment>preset, how many</comment>
            <translation>%1，分组：%2</translation>
        </message>
        <message>
            <source>Type of each tensor</source>
            <translation>每个张量的类型</translation>
        </message>
        <message>
            <source>Search</source>
            <comment>section: for mixtures</comment>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Search</source>
            <comment>view: for mixtures</comment>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Calibration</source>
            <comment>section</comment>
            <translation>校准</translation>
        </message>
        <message>
            <source>Calibration</source>
            <comment>view</comment>
            <translation>校准</translation>
        </message>
        <message numerus="yes">
            <source>%n tensor(s)</source>
            <translation>
                <numerusform>%n 个张量</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>QuantizeSession</name>
        <message>
            <source>Today %1</source>
            <comment>time of day</comment>
            <translation>今天 %1</translation>
        </message>
        <message>
            <source>Sizes are being read.</source>
            <translation>正在读取大小。</translation>
        </message>
        <message>
            <source>Check at least one preset.</source>
            <translation>请至少勾选一个预设。</translation>
        </message>
        <message>
            <source>%1 are needed, %2 are free: choose another folder or fewer presets.</source>
            <translation>需要 %1，可用 %2：请选择其他文件夹或减少预设。</translation>
        </message>
        <message>
            <source>%1: the file exists. Choose another folder, uncheck it, or allow replacing.</source>
            <translation>%1：文件已存在。请选择其他文件夹、取消勾选或允许替换。</translation>
        </message>
        <message>
            <source>%1 of %2</source>
            <comment>job: preset of model</comment>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>%1 × %2, KV %3</source>
            <comment>requests, context, type of the cache</comment>
            <translation>%1 × %2，KV %3</translation>
        </message>
        <message>
            <source>%1: the folder exists and is not replaced. Choose another output folder, or uncheck it.</source>
            <translation>%1：文件夹已存在，不会被替换。请选择其他输出文件夹或取消勾选。</translation>
        </message>
        <message>
            <source>The output folder %1 cannot be made.</source>
            <translation>无法创建输出文件夹 %1。</translation>
        </message>
        <message>
            <source>Choose another one.</source>
            <translation>请选择其他文件夹。</translation>
        </message>
    </context>
    <context>
        <name>Rail</name>
        <message>
            <source>Panes</source>
            <translation>面板</translation>
        </message>
    </context>
    <context>
        <name>RigComparison</name>
        <message>
            <source>VRAM, GiB</source>
            <translation>显存，GiB</translation>
        </message>
        <message>
            <source>Bandwidth, GB/s</source>
            <translation>带宽，GB/s</translation>
        </message>
        <message>
            <source>RAM, GiB</source>
            <translation>内存，GiB</translation>
        </message>
        <message>
            <source>Supply, W</source>
            <translation>电源，W</translation>
        </message>
        <message>
            <source>Sustained, W</source>
            <translation>持续，W</translation>
        </message>
        <message>
            <source>At the wall, W</source>
            <translation>墙端，W</translation>
        </message>
        <message>
            <source>Heat, BTU/h</source>
            <translation>热量，BTU/h</translation>
        </message>
        <message>
            <source>detected</source>
            <translation>检测</translation>
        </message>
        <message>
            <source>design</source>
            <translation>设计</translation>
        </message>
        <message>
            <source>none</source>
            <comment>in place of the memory of a GPU</comment>
            <translation>无</translation>
        </message>
        <message>
            <source>No GPU was found in this machine</source>
            <translation>这台机器中未找到 GPU</translation>
        </message>
        <message>
            <source>Cannot be read from here</source>
            <translation>无法从此处读取</translation>
        </message>
        <message>
            <source>RAM, GB/s</source>
            <translation>内存，GB/s</translation>
        </message>
        <message>
            <source>Measure the bandwidth to fill this in</source>
            <translation>测量带宽以填入此项</translation>
        </message>
        <message>
            <source>Assumed: measure the bandwidth to know it</source>
            <translation>假定值：测量带宽即可得知</translation>
        </message>
    </context>
    <context>
        <name>RigEditor</name>
        <message>
            <source>Power supply</source>
            <translation>电源</translation>
        </message>
        <message>
            <source>Circuit</source>
            <translation>电路</translation>
        </message>
        <message>
            <source>Power limit per card</source>
            <translation>每张卡的功耗限制</translation>
        </message>
        <message>
            <source>not chosen</source>
            <translation>未选择</translation>
        </message>
        <message>
            <source>%1 V, %2 A</source>
            <translation>%1 V，%2 A</translation>
        </message>
        <message>
            <source>adding %1</source>
            <translation>添加 %1</translation>
        </message>
        <message>
            <source>removing %1</source>
            <translation>移除 %1</translation>
        </message>
        <message>
            <source>change of power supply</source>
            <translation>更换电源</translation>
        </message>
        <message>
            <source>change of circuit</source>
            <translation>更换电路</translation>
        </message>
        <message>
            <source>change of power limit to %1</source>
            <translation>将功耗限制改为 %1</translation>
        </message>
        <message>
            <source>several</source>
            <comment>power limits of the cards</comment>
            <translation>多个</translation>
        </message>
        <message>
            <source>the machine&apos;s own</source>
            <translation>机器自带</translation>
        </message>
    </context>
    <context>
        <name>RunsModel</name>
        <message>
            <source>Quantize</source>
            <comment>kind of a run</comment>
            <translation>量化</translation>
        </message>
        <message>
            <source>Compare</source>
            <comment>kind of a run</comment>
            <translation>比较</translation>
        </message>
        <message>
            <source>Perplexity</source>
            <comment>kind of a run</comment>
            <translation>困惑度</translation>
        </message>
        <message>
            <source>Measure</source>
            <comment>kind of a run</comment>
            <translation>测量</translation>
        </message>
                                <message>
            <source>Today %1</source>
            <comment>time of day</comment>
            <translation>今天 %1</translation>
        </message>
        <message>
            <source>Started</source>
            <comment>column</comment>
            <translation>开始时间</translation>
        </message>
        <message>
            <source>Run</source>
            <comment>column</comment>
            <translation>运行</translation>
        </message>
        <message>
            <source>Of</source>
            <comment>column: what a run was about</comment>
            <translation>对象</translation>
        </message>
        <message>
            <source>Took</source>
            <comment>column: duration</comment>
            <translation>用时</translation>
        </message>
        <message>
            <source>State</source>
            <comment>column</comment>
            <translation>状态</translation>
        </message>
        <message>
            <source>Calibrate</source>
            <comment>kind of a run</comment>
            <translation>校准</translation>
        </message>
        <message>
            <source>Sensitivity</source>
            <comment>kind of a run</comment>
            <translation>敏感度</translation>
        </message>
        <message>
            <source>Search</source>
            <comment>kind of a run</comment>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Message</source>
            <comment>column</comment>
            <translation>消息</translation>
        </message>
    </context>
    <context>
        <name>ScatterChart</name>
        <message>
            <source>name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>low</source>
            <translation>下限</translation>
        </message>
        <message>
            <source>high</source>
            <translation>上限</translation>
        </message>
    </context>
    <context>
        <name>SearchChart</name>
        <message>
            <source>Not searched yet</source>
            <translation>尚未搜索</translation>
        </message>
        <message>
            <source>Mean KLD, nat, log scale</source>
            <translation>平均 KLD，nat，对数刻度</translation>
        </message>
        <message>
            <source>line and open: predicted; filled: measured</source>
            <translation>线与空心：预测；实心：实测</translation>
        </message>
        <message>
            <source>Noise to signal, log scale</source>
            <translation>噪声与信号之比，对数刻度</translation>
        </message>
        <message>
            <source>predicted from the weights alone; nothing measured</source>
            <translation>仅由权重预测；未作测量</translation>
        </message>
        <message>
            <source>bits per weight</source>
            <translation>每权重位数</translation>
        </message>
        <message>
            <source>%1: %2 bits, %3</source>
            <comment>point of a chart</comment>
            <translation>%1：%2 位，%3</translation>
        </message>
        <message>
            <source>searched</source>
            <comment>the mixture</comment>
            <translation>搜索所得</translation>
        </message>
        <message>
            <source>mean KLD</source>
            <translation>平均 KLD</translation>
        </message>
        <message>
            <source>noise to signal</source>
            <translation>噪声与信号之比</translation>
        </message>
        <message>
            <source>nat</source>
            <translation>nat</translation>
        </message>
        <message>
            <source>%1, predicted</source>
            <comment>point of a chart</comment>
            <translation>%1，预测</translation>
        </message>
        <message>
            <source>%1, measured</source>
            <comment>point of a chart</comment>
            <translation>%1，实测</translation>
        </message>
    </context>
    <context>
        <name>SearchSetup</name>
        <message>
            <source>Text to measure damage on</source>
            <translation>用来测量损失的文本</translation>
        </message>
        <message>
            <source>Text to measure the damage of each type on</source>
            <translation>用来测量每种类型损失的文本</translation>
        </message>
        <message>
            <source>Text (*.txt *.md *.raw);;All files (*)</source>
            <translation>文本 (*.txt *.md *.raw);;所有文件 (*)</translation>
        </message>
        <message>
            <source>By class</source>
            <comment>tensors measured together</comment>
            <translation>按类别</translation>
        </message>
        <message>
            <source>By layer</source>
            <comment>tensors measured together</comment>
            <translation>按层</translation>
        </message>
        <message>
            <source>Each tensor</source>
            <comment>measured by itself: slow</comment>
            <translation>逐个张量</translation>
        </message>
        <message>
            <source>Tensors whose damage is measured together</source>
            <translation>一起测量损失的张量</translation>
        </message>
        <message>
            <source>Windows: </source>
            <translation>窗口：</translation>
        </message>
        <message>
            <source>Windows of text, at most</source>
            <translation>文本窗口数上限</translation>
        </message>
        <message>
            <source> bits/weight</source>
            <translation> 位/权重</translation>
        </message>
        <message>
            <source>Budget of the mixture that is measured, bits per weight</source>
            <translation>所测混合的预算，每权重位数</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Search the best types for every budget</source>
            <translation>为每个预算搜索最佳类型</translation>
        </message>
    </context>
    <context>
        <name>SearchView</name>
        <message>
            <source>Without a text, damage is judged from the weights alone and nothing is measured.</source>
            <translation>没有文本时，只按权重判断损失，不作测量。</translation>
        </message>
        <message>
            <source>The damage of each group is measured on the text, the best mixture for every budget follows from it, and the one of this budget is measured as a whole.</source>
            <translation>在文本上测量每组的损失，由此得出每个预算的最佳混合，并对此预算的混合作整体测量。</translation>
        </message>
        <message>
            <source>judged from the weights alone, %1</source>
            <comment>when</comment>
            <translation>仅按权重判断，%1</translation>
        </message>
        <message>
            <source>measured on %1, %2</source>
            <comment>text, when</comment>
            <translation>在 %1 上测量，%2</translation>
        </message>
        <message>
            <source>%1: %2 bytes exactly, %3 bits/weight</source>
            <comment>preset, size</comment>
            <translation>%1：正好 %2 字节，%3 位/权重</translation>
        </message>
        <message>
            <source>%1, %2 over</source>
            <comment>size, memory beyond what there is</comment>
            <translation>%1，超出 %2</translation>
        </message>
        <message>
            <source>%1, %2 free</source>
            <comment>size, memory left</comment>
            <translation>%1，剩余 %2</translation>
        </message>
        <message>
            <source>Predicted: noise to signal %1, summed over the tensors. Not measured.</source>
            <translation>预测：噪声与信号之比 %1，对各张量求和。未测量。</translation>
        </message>
        <message>
            <source>Predicted: mean KLD %1 nat.</source>
            <translation>预测：平均 KLD %1 nat。</translation>
        </message>
        <message>
            <source>%1 ± %2</source>
            <comment>measured value and standard error</comment>
            <translation>%1 ± %2</translation>
        </message>
        <message>
            <source>Measured: %1 nat.</source>
            <translation>实测：%1 nat。</translation>
        </message>
        <message>
            <source>Not measured; the searched mixture was predicted at %1 and measured at %2.</source>
            <translation>未测量；所搜索的混合预测为 %1，实测为 %2。</translation>
        </message>
        <message>
            <source>Save the mixture as a preset file</source>
            <translation>将混合保存为预设文件</translation>
        </message>
        <message>
            <source>Preset (*.json)</source>
            <translation>预设 (*.json)</translation>
        </message>
        <message>
            <source>%1 was saved.</source>
            <translation>%1 已保存。</translation>
        </message>
        <message>
            <source>headroom-cli quantize takes it with --preset-file.</source>
            <translation>headroom-cli quantize 用 --preset-file 读取它。</translation>
        </message>
        <message>
            <source>Budget along the front</source>
            <translation>沿前沿的预算</translation>
        </message>
        <message>
            <source>More bytes to the right, less damage; every tensor&apos;s type follows.</source>
            <translation>向右字节更多、损失更小；每个张量的类型随之改变。</translation>
        </message>
        <message>
            <source>Search again…</source>
            <translation>重新搜索…</translation>
        </message>
        <message>
            <source>Search again with another text or budget</source>
            <translation>换文本或预算重新搜索</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>加入队列</translation>
        </message>
        <message>
            <source>Run this mixture as a preset of its own</source>
            <translation>将此混合作为自己的预设运行</translation>
        </message>
        <message>
            <source>Save preset…</source>
            <translation>保存预设…</translation>
        </message>
        <message>
            <source>Save this mixture as a preset file</source>
            <translation>将此混合保存为预设文件</translation>
        </message>
    </context>
    <context>
        <name>SensitivityModel</name>
        <message>
            <source>%1 ± %2, standard error clustered by window</source>
            <comment>mean KLD</comment>
            <translation>%1 ± %2，按窗口聚类的标准误</translation>
        </message>
        <message>
            <source>%1, tensors: %2. Saves %3; the first choice stays the same at %4 of the positions.</source>
            <translation>%1，张量：%2。节省 %3；在 %4 的位置上首选不变。</translation>
        </message>
        <message>
            <source>Group</source>
            <comment>column: of tensors</comment>
            <translation>分组</translation>
        </message>
        <message>
            <source>Mean KLD, nat</source>
            <comment>column</comment>
            <translation>平均 KLD, nat</translation>
        </message>
        <message>
            <source>Saved</source>
            <comment>column: bytes</comment>
            <translation>节省</translation>
        </message>
        <message>
            <source>Same top 1</source>
            <comment>column: share of positions</comment>
            <translation>首选一致</translation>
        </message>
        <message>
            <source>Mean divergence at the logits when only this group is quantized, for each MiB that this saves; the first rows are the first to keep in more bits.</source>
            <translation>仅量化该组时 logits 的平均散度，按每节省 MiB 计；排在前面的应优先保留更多位。</translation>
        </message>
        <message>
            <source>Nat per MiB saved</source>
            <comment>column</comment>
            <translation>每节省 MiB 的 nat</translation>
        </message>
    </context>
    <context>
        <name>SensitivityView</name>
        <message>
            <source>One group at a time is quantized as %1 does it, all others stay as they are.</source>
            <translation>每次仅按 %1 量化一组，其余保持不变。</translation>
        </message>
        <message>
            <source>Text to measure the divergence over</source>
            <translation>用于测量散度的文本</translation>
        </message>
        <message>
            <source>Text (*.txt *.md *.raw);;All files (*)</source>
            <translation>文本 (*.txt *.md *.raw);;所有文件 (*)</translation>
        </message>
        <message>
            <source>By class</source>
            <comment>tensors</comment>
            <translation>按类别</translation>
        </message>
        <message>
            <source>By layer</source>
            <comment>tensors</comment>
            <translation>按层</translation>
        </message>
        <message>
            <source>Each</source>
            <comment>tensor by itself</comment>
            <translation>逐个</translation>
        </message>
        <message>
            <source>Windows: </source>
            <translation>窗口：</translation>
        </message>
        <message>
            <source>Windows of text, at most</source>
            <translation>文本窗口数上限</translation>
        </message>
        <message>
            <source>Measure</source>
            <translation>测量</translation>
        </message>
        <message>
            <source>Measure the sensitivity of each group</source>
            <translation>测量每组的敏感度</translation>
        </message>
        <message>
            <source>Override this group</source>
            <translation>覆盖该组</translation>
        </message>
        <message>
            <source>Groups of tensors by the damage that quantizing them does</source>
            <translation>按量化损害排序的张量组</translation>
        </message>
        <message>
            <source>Not measured yet</source>
            <translation>尚未测量</translation>
        </message>
        <message>
            <source>Choose a text and press Measure.</source>
            <translation>请选择文本并按“测量”。</translation>
        </message>
        <message>
            <source>Text to measure over</source>
            <translation>用于测量的文本</translation>
        </message>
    </context>
    <context>
        <name>Sheets</name>
        <message>
            <source>Keyboard shortcuts</source>
            <translation>键盘快捷键</translation>
        </message>
        <message>
            <source>About Headroom</source>
            <translation>关于 Headroom</translation>
        </message>
        <message>
            <source>A workbench for large language models on your own machines: will it run, how fast, and is it still good? Everything stays on this machine.</source>
            <translation>在自己的机器上使用大语言模型的工作台：能否运行、速度如何、质量是否依旧？一切都留在本机。</translation>
        </message>
        <message>
            <source>Licences</source>
            <translation>许可证</translation>
        </message>
        <message>
            <source>Headroom, the window</source>
            <translation>Headroom 窗口程序</translation>
        </message>
        <message>
            <source>Headroom, engine and command line</source>
            <translation>Headroom 引擎与命令行</translation>
        </message>
    </context>
    <context>
        <name>StackedBars</name>
        <message>
            <source>%1 of %2</source>
            <translation>%1 / %2</translation>
        </message>
        <message>
            <source>device</source>
            <translation>设备</translation>
        </message>
        <message>
            <source>part</source>
            <translation>部分</translation>
        </message>
        <message>
            <source>value</source>
            <translation>值</translation>
        </message>
        <message>
            <source>capacity</source>
            <translation>容量</translation>
        </message>
    </context>
    <context>
        <name>TableView</name>
        <message>
            <source>Table</source>
            <translation>表格</translation>
        </message>
        <message>
            <source>Export as CSV</source>
            <translation>导出为 CSV</translation>
        </message>
        <message>
            <source>CSV files (*.csv)</source>
            <translation>CSV 文件 (*.csv)</translation>
        </message>
        <message>
            <source>Copy</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>Copy as Markdown</source>
            <translation>复制为 Markdown</translation>
        </message>
        <message>
            <source>Export as CSV…</source>
            <translation>导出为 CSV…</translation>
        </message>
    </context>
    <context>
        <name>TensorChoice</name>
        <message>
            <source>%1, the preset's</source>
            <comment>type</comment>
            <translation>%1（预设）</translation>
        </message>
        <message>
            <source>%1. The row length forced this type.</source>
            <translation>%1。行长度迫使采用该类型。</translation>
        </message>
        <message>
            <source>Type, and why</source>
            <translation>类型及原因</translation>
        </message>
        <message>
            <source>Type of the selected tensor</source>
            <translation>所选张量的类型</translation>
        </message>
        <message>
            <source>Another type is an override of this preset; the sizes follow at once.</source>
            <translation>选择其他类型即为对此预设的覆盖；大小立即更新。</translation>
        </message>
    </context>
    <context>
        <name>TensorInspection</name>
        <message>
            <source>Shape</source>
            <translation>形状</translation>
        </message>
        <message>
            <source>Type</source>
            <comment>of a tensor</comment>
            <translation>类型</translation>
        </message>
        <message>
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <source>Bits per weight</source>
            <translation>每权重位数</translation>
        </message>
        <message>
            <source>Relative error</source>
            <translation>相对误差</translation>
        </message>
        <message>
            <source>RMSE</source>
            <translation>RMSE</translation>
        </message>
        <message>
            <source>Largest error</source>
            <translation>最大误差</translation>
        </message>
        <message>
            <source>Deviation</source>
            <comment>standard deviation</comment>
            <translation>标准差</translation>
        </message>
        <message>
            <source>Kurtosis</source>
            <translation>峰度</translation>
        </message>
        <message>
            <source>%1. The row length forced this type.</source>
            <translation>%1。行长迫使采用此类型。</translation>
        </message>
    </context>
    <context>
        <name>TensorMap</name>
        <message>
            <source>layer</source>
            <comment>axis of the heat map</comment>
            <translation>层</translation>
        </message>
        <message>
            <source>%1 dB</source>
            <comment>end of a scale</comment>
            <translation>%1 dB</translation>
        </message>
        <message>
            <source>%1 dB, worse</source>
            <comment>end of a scale</comment>
            <translation>%1 dB，更差</translation>
        </message>
        <message>
            <source>%1 dB</source>
            <translation>%1 dB</translation>
        </message>
        <message>
            <source>no such tensor</source>
            <translation>无此张量</translation>
        </message>
        <message>
            <source>error %1 dB, measured</source>
            <translation>误差 %1 dB，实测</translation>
        </message>
        <message>
            <source>not yet measured</source>
            <translation>尚未测量</translation>
        </message>
        <message>
            <source>Why: %1</source>
            <comment>this type</comment>
            <translation>原因：%1</translation>
        </message>
        <message>
            <source>%1 bits</source>
            <comment>end of a scale</comment>
            <translation>%1 位</translation>
        </message>
        <message>
            <source>%1 or more</source>
            <comment>bits: end of a scale</comment>
            <translation>%1 或更多</translation>
        </message>
        <message>
            <source>%1 bits</source>
            <translation>%1 位</translation>
        </message>
    </context>
    <context>
        <name>TensorsModel</name>
        <message>
            <source>exact</source>
            <comment>error of a tensor: none</comment>
            <translation>精确</translation>
        </message>
        <message>
            <source>%1. The row length forced this type.</source>
            <translation>%1。行长迫使采用此类型。</translation>
        </message>
        <message>
            <source>10 log₁₀(Σ(w − ŵ)² ÷ Σw²), measured on the whole tensor; higher is worse</source>
            <translation>10 log₁₀(Σ(w − ŵ)² ÷ Σw²)，对整个张量测量；越高越差</translation>
        </message>
        <message>
            <source>Tensor</source>
            <comment>column</comment>
            <translation>张量</translation>
        </message>
        <message>
            <source>Type</source>
            <comment>column</comment>
            <translation>类型</translation>
        </message>
        <message>
            <source>Bytes</source>
            <comment>column</comment>
            <translation>字节</translation>
        </message>
        <message>
            <source>Bits/w</source>
            <comment>column: bits per weight</comment>
            <translation>位/权重</translation>
        </message>
        <message>
            <source>Error, dB</source>
            <translation>误差，dB</translation>
        </message>
        <message>
            <source>RMSE</source>
            <comment>column: root mean square error</comment>
            <translation>RMSE</translation>
        </message>
        <message>
            <source>Largest error</source>
            <translation>最大误差</translation>
        </message>
        <message>
            <source>Why this type</source>
            <translation>为何用此类型</translation>
        </message>
    </context>
    <context>
        <name>TermModel</name>
        <message>
            <source>Limit</source>
            <translation>上限</translation>
        </message>
        <message>
            <source>Value</source>
            <translation>值</translation>
        </message>
    </context>
    <context>
        <name>Toast</name>
        <message>
            <source>Dismiss</source>
            <translation>关闭</translation>
        </message>
    </context>
    <context>
        <name>TopBar</name>
        <message>
            <source>Search or command</source>
            <translation>搜索或命令</translation>
        </message>
        <message>
            <source>Theme</source>
            <translation>主题</translation>
        </message>
        <message>
            <source>Present</source>
            <translation>演示</translation>
        </message>
        <message>
            <source>Only the pane, larger, on the whole screen (F10)</source>
            <translation>仅显示面板，放大并全屏（F10）</translation>
        </message>
    </context>
    <context>
        <name>TopologyWords</name>
        <message>
            <source>link not known</source>
            <translation>链路未知</translation>
        </message>
        <message>
            <source>%1 RAM</source>
            <translation>%1 内存</translation>
        </message>
        <message>
            <source>RAM</source>
            <translation>内存</translation>
        </message>
        <message numerus="yes">
            <source>CPU, %n core(s)</source>
            <translation>
                <numerusform>CPU，%n 核</numerusform>
            </translation>
        </message>
        <message>
            <source>CPU</source>
            <translation>CPU</translation>
        </message>
        <message numerus="yes">
            <source>%n PCIe lane(s)</source>
            <translation>
                <numerusform>%n 条 PCIe 通道</numerusform>
            </translation>
        </message>
        <message>
            <source>GPU %1</source>
            <translation>GPU %1</translation>
        </message>
        <message numerus="yes">
            <source>The card could use %n lane(s)</source>
            <translation>
                <numerusform>该卡可以使用 %n 条通道</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>TrayBinding</name>
        <message>
            <source>then %1</source>
            <translation>然后 %1</translation>
        </message>
        <message>
            <source>none running</source>
            <translation>无运行中的任务</translation>
        </message>
        <message>
            <source>none yet</source>
            <translation>暂无</translation>
        </message>
    </context>
    <context>
        <name>WelcomePane</name>
        <message>
            <source>Start</source>
            <translation>开始</translation>
        </message>
        <message>
            <source>Will it run, how fast, and is it still good?</source>
            <translation>能否运行，速度如何，质量是否依旧？</translation>
        </message>
        <message>
            <source>Headroom answers these three for language models on your own machines, and shows where each number comes from.</source>
            <translation>Headroom 为您自己机器上的语言模型回答这三个问题，并说明每个数字的来源。</translation>
        </message>
        <message>
            <source>Inspect this machine</source>
            <translation>检测本机</translation>
        </message>
        <message>
            <source>Read GPUs, memory and links, and design the build to compare them with. Nothing leaves the machine.</source>
            <translation>读取 GPU、内存和链路，并与您设计的配置比较。任何信息都不会离开本机。</translation>
        </message>
        <message>
            <source>Inspect</source>
            <translation>检测</translation>
        </message>
        <message>
            <source>a few seconds</source>
            <translation>几秒钟</translation>
        </message>
        <message>
            <source>Plan what fits</source>
            <translation>规划可容纳的方案</translation>
        </message>
        <message>
            <source>Pick a model, a preset and a rig from the catalogue: memory, speed and power, before money is spent.</source>
            <translation>从目录中选择模型、预设和机器：花钱之前先看内存、速度和功耗。</translation>
        </message>
        <message>
            <source>Plan</source>
            <translation>方案</translation>
        </message>
        <message>
            <source>works offline</source>
            <translation>可离线使用</translation>
        </message>
        <message>
            <source>Open a model file</source>
            <translation>打开模型文件</translation>
        </message>
        <message>
            <source>A GGUF file: quantize it, and compare the results with the original. Only its header is read.</source>
            <translation>GGUF 文件：量化并与原模型比较。只读取文件头。</translation>
        </message>
        <message>
            <source>Choose file</source>
            <translation>选择文件</translation>
        </message>
        <message>
            <source>Recent projects</source>
            <translation>最近的项目</translation>
        </message>
        <message>
            <source>Open project</source>
            <translation>打开项目</translation>
        </message>
        <message>
            <source>Drop a model or a project anywhere in the window</source>
            <translation>将模型或项目拖放到窗口任意位置</translation>
        </message>
        <message>
            <source>finds every command</source>
            <translation>查找所有命令</translation>
        </message>
        <message>
            <source>shows the keys</source>
            <translation>显示快捷键</translation>
        </message>
        <message>
            <source>Open the project %1</source>
            <translation>打开项目 %1</translation>
        </message>
        <message>
            <source>No projects yet. A project is one file with your rigs, plans, runs and results; until you save one, everything is kept in an unnamed project.</source>
            <translation>尚无项目。项目是一个包含机器、方案、运行和结果的文件；保存之前，一切都保存在未命名项目中。</translation>
        </message>
        <message>
            <source>Locate…</source>
            <translation>定位…</translation>
        </message>
        <message>
            <source>Locate the project %1</source>
            <translation>定位项目 %1</translation>
        </message>
        <message>
            <source>Remove</source>
            <comment>from the list of projects</comment>
            <translation>移除</translation>
        </message>
        <message>
            <source>Remove %1 from the list</source>
            <translation>将 %1 从列表移除</translation>
        </message>
        <message>
            <source>not found</source>
            <comment>a project</comment>
            <translation>未找到</translation>
        </message>
    </context>
    <context>
        <name>Words</name>
        <message>
            <source>To nearest</source>
            <comment>rounding</comment>
            <translation>就近舍入</translation>
        </message>
        <message>
            <source>Learned rounding</source>
            <translation>学习舍入</translation>
        </message>
        <message>
            <source>%1: %2</source>
            <extracomment>place of an error: what is wrong there</extracomment>
            <translation>%1：%2</translation>
        </message>
        <message>
            <source>This cannot be done as asked</source>
            <translation>无法按要求执行</translation>
        </message>
        <message>
            <source>Not found</source>
            <translation>未找到</translation>
        </message>
        <message>
            <source>Access is refused</source>
            <translation>访问被拒绝</translation>
        </message>
        <message>
            <source>Reading or writing failed</source>
            <translation>读写失败</translation>
        </message>
        <message>
            <source>The disk is full</source>
            <translation>磁盘已满</translation>
        </message>
        <message>
            <source>The file is cut short</source>
            <translation>文件不完整</translation>
        </message>
        <message>
            <source>The file is damaged or not what its name says</source>
            <translation>文件已损坏，或与其名称不符</translation>
        </message>
        <message>
            <source>This kind of file is not supported yet</source>
            <translation>尚不支持此类文件</translation>
        </message>
        <message>
            <source>Memory ran out</source>
            <translation>内存不足</translation>
        </message>
        <message>
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <source>Another program holds it</source>
            <translation>被其他程序占用</translation>
        </message>
        <message>
            <source>It exists already</source>
            <translation>已存在</translation>
        </message>
        <message>
            <source>It has changed meanwhile</source>
            <translation>期间发生了变化</translation>
        </message>
        <message>
            <source>Start it again once nothing else changes it.</source>
            <translation>待其他程序不再更改它后重新开始。</translation>
        </message>
        <message>
            <source>The worker process ended without an answer</source>
            <translation>工作进程未应答即结束</translation>
        </message>
        <message>
            <source>An error of Headroom itself</source>
            <translation>Headroom 自身的错误</translation>
        </message>
        <message>
            <source>Change the choice and try again.</source>
            <translation>请更改选择后重试。</translation>
        </message>
        <message>
            <source>Check the path; it may have been moved or renamed.</source>
            <translation>请检查路径；文件可能已被移动或重命名。</translation>
        </message>
        <message>
            <source>Choose another place, or change the permissions.</source>
            <translation>请选择其他位置，或更改权限。</translation>
        </message>
        <message>
            <source>Check that the disk is connected, then try again.</source>
            <translation>请检查磁盘是否连接，然后重试。</translation>
        </message>
        <message>
            <source>Free some space or choose another disk; nothing half-written was left.</source>
            <translation>请释放空间或选择其他磁盘；没有留下写了一半的文件。</translation>
        </message>
        <message>
            <source>The file is incomplete: fetch or write it again.</source>
            <translation>文件不完整：请重新下载或重新写入。</translation>
        </message>
        <message>
            <source>Check the file, or fetch or write it again.</source>
            <translation>请检查该文件，或重新下载或重新写入。</translation>
        </message>
        <message>
            <source>This version of Headroom does not handle it: choose another file.</source>
            <translation>此版本的 Headroom 无法处理：请选择其他文件。</translation>
        </message>
        <message>
            <source>Close other programs, or use a shorter context.</source>
            <translation>请关闭其他程序，或使用更短的上下文。</translation>
        </message>
        <message>
            <source>What was finished is kept.</source>
            <translation>已完成的部分会保留。</translation>
        </message>
        <message>
            <source>Close the other program, then try again.</source>
            <translation>请关闭其他程序后重试。</translation>
        </message>
        <message>
            <source>Choose another name, or allow replacing.</source>
            <translation>请换一个名称，或允许替换。</translation>
        </message>
        <message>
            <source>The project is intact; start the run again.</source>
            <translation>项目完好；请重新运行。</translation>
        </message>
        <message>
            <source>Please report it with this text.</source>
            <translation>请附上此文本报告问题。</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <extracomment>what happened (place and finding)</extracomment>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>%1 per token</source>
            <translation>每词元 %1</translation>
        </message>
        <message>
            <source>tok/s</source>
            <translation>tok/s</translation>
        </message>
        <message>
            <source>%1 min %2 s</source>
            <translation>%1 分 %2 秒</translation>
        </message>
        <message>
            <source>%1 h %2 min</source>
            <translation>%1 小时 %2 分</translation>
        </message>
        <message>
            <source>a few seconds</source>
            <translation>几秒钟</translation>
        </message>
        <message>
            <source>%1 s left</source>
            <translation>剩余 %1 秒</translation>
        </message>
        <message>
            <source>%1 min left</source>
            <translation>剩余 %1 分钟</translation>
        </message>
        <message>
            <source>%1 h left</source>
            <translation>剩余 %1 小时</translation>
        </message>
        <message>
            <source>%1/s</source>
            <translation>%1/秒</translation>
        </message>
        <message>
            <source>%1 per s</source>
            <translation>每秒 %1</translation>
        </message>
        <message>
            <source>%1 per min</source>
            <translation>每分钟 %1</translation>
        </message>
        <message>
            <source>%1 lacks %2</source>
            <translation>%1 缺少 %2</translation>
        </message>
        <message>
            <source>%1 would fill up first: %2 of %3 left</source>
            <translation>%1 将最先用满：剩余 %2 / %3</translation>
        </message>
        <message>
            <source>%1 has only %2 left</source>
            <translation>%1 仅剩 %2</translation>
        </message>
        <message>
            <source>%1 has only %2 of %3 left</source>
            <translation>%1 仅剩 %2 / %3</translation>
        </message>
        <message>
            <source>the power supply is loaded beyond its rating: %1</source>
            <translation>电源负载超过额定值：%1</translation>
        </message>
        <message>
            <source>the power supply runs at %1; 50–70 % is comfortable</source>
            <translation>电源运行在 %1；50–70 % 为宜</translation>
        </message>
        <message>
            <source>one spike reaches %1 of the power supply</source>
            <translation>单个尖峰达到电源的 %1</translation>
        </message>
        <message>
            <source>the circuit carries %1 of its continuous limit</source>
            <translation>电路承载其持续上限的 %1</translation>
        </message>
        <message>
            <source>the model was trained on %1, not %2</source>
            <translation>模型的训练上下文为 %1，而非 %2</translation>
        </message>
        <message>
            <source>no GPU: the processor and its memory do the work</source>
            <translation>无 GPU：由处理器和内存承担</translation>
        </message>
        <message>
            <source>%1 has %2 of %3 PCIe lanes</source>
            <translation>%1 有 %2 / %3 条 PCIe 通道</translation>
        </message>
        <message>
            <source>%1; %2 sets the speed</source>
            <translation>%1；速度取决于%2</translation>
        </message>
        <message>
            <source>%1 sustained; no power supply chosen</source>
            <translation>持续 %1；未选择电源</translation>
        </message>
        <message>
            <source>%1 of %2 sustained</source>
            <translation>持续 %1 / %2</translation>
        </message>
        <message>
            <source>Power supply: %1; one spike reaches %2</source>
            <translation>电源：%1；单个尖峰达到 %2</translation>
        </message>
        <message>
            <source>Circuit: %1 at the wall, %2 of its continuous limit</source>
            <translation>电路：墙端 %1，为持续上限的 %2</translation>
        </message>
        <message>
            <source>Power supply: %1; spikes stay at %2</source>
            <translation>电源：%1；尖峰保持在 %2</translation>
        </message>
        <message>
            <source>Memory of the device</source>
            <translation>设备内存</translation>
        </message>
        <message>
            <source>Weights</source>
            <translation>权重</translation>
        </message>
        <message>
            <source>KV cache</source>
            <translation>KV 缓存</translation>
        </message>
        <message>
            <source>KV cache per token</source>
            <translation>每词元的 KV 缓存</translation>
        </message>
        <message>
            <source>Compute buffers</source>
            <translation>计算缓冲区</translation>
        </message>
        <message>
            <source>Overhead</source>
            <translation>开销</translation>
        </message>
        <message>
            <source>Free</source>
            <translation>剩余</translation>
        </message>
        <message>
            <source>Longest context</source>
            <translation>最长上下文</translation>
        </message>
        <message>
            <source>Time to first token</source>
            <translation>首词元时间</translation>
        </message>
        <message>
            <source>Sustained power</source>
            <translation>持续功率</translation>
        </message>
        <message>
            <source>Power supply load</source>
            <translation>电源负载</translation>
        </message>
        <message>
            <source>Worst spike</source>
            <translation>最大尖峰</translation>
        </message>
        <message>
            <source>Power at the wall</source>
            <translation>墙端功率</translation>
        </message>
        <message>
            <source>Circuit load</source>
            <translation>电路负载</translation>
        </message>
        <message>
            <source>Heat</source>
            <translation>热量</translation>
        </message>
        <message>
            <source>Quantizing</source>
            <translation>量化中</translation>
        </message>
        <message>
            <source>Perplexity</source>
            <translation>困惑度</translation>
        </message>
        <message>
            <source>Measuring</source>
            <translation>测量中</translation>
        </message>
        <message>
            <source>Loading</source>
            <translation>加载中</translation>
        </message>
        <message>
            <source>Tokenizing</source>
            <translation>分词中</translation>
        </message>
        <message>
            <source>Writing</source>
            <translation>写入中</translation>
        </message>
        <message>
            <source>measured</source>
            <translation>实测</translation>
        </message>
        <message>
            <source>computed</source>
            <translation>计算</translation>
        </message>
        <message>
            <source>quoted</source>
            <translation>引用</translation>
        </message>
        <message>
            <source>estimate</source>
            <translation>估计</translation>
        </message>
        <message>
            <source>entered</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Fits</source>
            <translation>可容纳</translation>
        </message>
        <message>
            <source>Tight</source>
            <translation>紧张</translation>
        </message>
        <message>
            <source>Does not fit</source>
            <translation>放不下</translation>
        </message>
        <message>
            <source>memory bandwidth</source>
            <translation>内存带宽</translation>
        </message>
        <message>
            <source>compute</source>
            <translation>算力</translation>
        </message>
        <message>
            <source>the link between devices</source>
            <translation>设备间链路</translation>
        </message>
        <message>
            <source>memory size</source>
            <translation>内存容量</translation>
        </message>
        <message>
            <source>power</source>
            <translation>功率</translation>
        </message>
        <message>
            <source>waiting</source>
            <translation>等待中</translation>
        </message>
        <message>
            <source>running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>done</source>
            <translation>完成</translation>
        </message>
        <message>
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <source>%1 bytes</source>
            <translation>%1 字节</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Power supply: %1 of %2 sustained; the memory suffices</source>
            <translation>电源：持续 %1，额定 %2；内存足够</translation>
        </message>
        <message>
            <source>Prefill</source>
            <translation>预填充</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Runtime</source>
            <translation>运行时</translation>
        </message>
        <message>
            <source>Operating system</source>
            <translation>操作系统</translation>
        </message>
        <message>
            <source>In use</source>
            <translation>已用</translation>
        </message>
        <message>
            <source>Bandwidth</source>
            <translation>带宽</translation>
        </message>
        <message>
            <source>Layers</source>
            <translation>层数</translation>
        </message>
        <message>
            <source>Embedding width</source>
            <translation>嵌入宽度</translation>
        </message>
        <message>
            <source>Heads</source>
            <translation>头数</translation>
        </message>
        <message>
            <source>KV heads</source>
            <translation>KV 头数</translation>
        </message>
        <message>
            <source>Key length</source>
            <translation>键长度</translation>
        </message>
        <message>
            <source>Value length</source>
            <translation>值长度</translation>
        </message>
        <message>
            <source>Vocabulary</source>
            <translation>词表</translation>
        </message>
        <message>
            <source>Requests</source>
            <translation>请求数</translation>
        </message>
        <message>
            <source>Requests at once</source>
            <translation>并发请求</translation>
        </message>
        <message>
            <source>Context</source>
            <translation>上下文</translation>
        </message>
        <message>
            <source>Trained context</source>
            <translation>训练上下文</translation>
        </message>
        <message>
            <source>Prompt</source>
            <translation>提示词</translation>
        </message>
        <message>
            <source>Batch</source>
            <translation>批大小</translation>
        </message>
        <message>
            <source>Free without cache</source>
            <translation>无缓存时空闲</translation>
        </message>
        <message>
            <source>Cache per request</source>
            <translation>每请求缓存</translation>
        </message>
        <message>
            <source>Weights read</source>
            <translation>读取的权重</translation>
        </message>
        <message>
            <source>Cache read</source>
            <translation>读取的缓存</translation>
        </message>
        <message>
            <source>Operations</source>
            <translation>运算量</translation>
        </message>
        <message>
            <source>Decode, expected</source>
            <translation>解码，预期</translation>
        </message>
        <message>
            <source>Prefill, expected</source>
            <translation>预填充，预期</translation>
        </message>
        <message>
            <source>Of it, reading weights</source>
            <translation>其中：读取权重</translation>
        </message>
        <message>
            <source>Of it, reading the cache</source>
            <translation>其中：读取缓存</translation>
        </message>
        <message>
            <source>Of the peak, few tokens</source>
            <translation>峰值占比，少量词元</translation>
        </message>
        <message>
            <source>Of the peak, many tokens</source>
            <translation>峰值占比，大量词元</translation>
        </message>
        <message>
            <source>Of the peak, attention</source>
            <translation>峰值占比，注意力</translation>
        </message>
        <message>
            <source>To fill a product</source>
            <translation>填满一次乘法</translation>
        </message>
        <message>
            <source>Per layer</source>
            <translation>每层</translation>
        </message>
        <message>
            <source>Per step</source>
            <translation>每步</translation>
        </message>
        <message>
            <source>Time on links</source>
            <translation>链路耗时</translation>
        </message>
        <message>
            <source>GPUs</source>
            <translation>GPU</translation>
        </message>
        <message>
            <source>Processor</source>
            <translation>处理器</translation>
        </message>
        <message>
            <source>Board, fans, drives</source>
            <translation>主板、风扇、硬盘</translation>
        </message>
        <message>
            <source>Sustained</source>
            <translation>持续</translation>
        </message>
        <message>
            <source>Rating</source>
            <translation>额定</translation>
        </message>
        <message>
            <source>Spike, factor</source>
            <translation>峰值系数</translation>
        </message>
        <message>
            <source>Allowance, factor</source>
            <translation>允许系数</translation>
        </message>
        <message>
            <source>Efficiency</source>
            <translation>效率</translation>
        </message>
        <message>
            <source>At the wall</source>
            <translation>插座处</translation>
        </message>
        <message>
            <source>Voltage</source>
            <translation>电压</translation>
        </message>
        <message>
            <source>Breaker</source>
            <translation>断路器</translation>
        </message>
        <message>
            <source>Continuous share</source>
            <translation>持续负载比例</translation>
        </message>
        <message>
            <source>Overloaded</source>
            <comment>verdict: power supply or circuit</comment>
            <translation>过载</translation>
        </message>
        <message>
            <source>at best, before losses</source>
            <translation>最佳情况，未计损耗</translation>
        </message>
        <message>
            <source>Most requests</source>
            <translation>最多请求数</translation>
        </message>
        <message>
            <source>Decode, all</source>
            <translation>解码，全部</translation>
        </message>
        <message>
            <source>Decode, each</source>
            <translation>解码，每个</translation>
        </message>
        <message numerus="yes">
            <source>token(s)</source>
            <comment>unit</comment>
            <translation>
                <numerusform>个词元</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>request(s)</source>
            <comment>unit</comment>
            <translation>
                <numerusform>个请求</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln window(s) of %1</source>
            <translation>
                <numerusform>%Ln 个窗口，每个 %1</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%1 lacks %2: %n request(s) at %3 need %4 of %5</source>
            <translation>
                <numerusform>%1 缺少 %2：%n 个 %3 的请求需要 %4，共有 %5</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n request(s) at %1 leave %2 of %3 on %4</source>
            <translation>
                <numerusform>%n 个 %1 的请求在 %4 上留下 %2，共 %3</numerusform>
            </translation>
        </message>
        <message>
            <source>interrupted</source>
            <comment>job</comment>
            <translation>已中断</translation>
        </message>
        <message>
            <source>%1 of its files are no part of the text model and not counted</source>
            <translation>其文件中有 %1 不属于文本模型，未计入</translation>
        </message>
        <message>
            <source>%1 of towers and projector are loaded with it</source>
            <translation>随模型一起加载塔与投影器 %1</translation>
        </message>
        <message>
            <source>if it fitted, which it does not</source>
            <comment>a speed</comment>
            <translation>若能放下，但实际放不下</translation>
        </message>
        <message>
            <source>out of reach: starting a step takes about %1</source>
            <translation>无法达到：启动一步约需 %1</translation>
        </message>
        <message>
            <source>memory alone; the model was trained on %1 tokens</source>
            <translation>仅按内存计；模型按 %1 个词元训练</translation>
        </message>
        <message>
            <source>at %1 tokens; the model was trained on %2</source>
            <translation>按 %1 个词元计；模型按 %2 个训练</translation>
        </message>
        <message>
            <source>cancelled</source>
            <comment>job</comment>
            <translation>已取消</translation>
        </message>
        <message>
            <source>Operation not permitted</source>
            <translation>操作不被允许</translation>
        </message>
        <message>
            <source>No such file or directory</source>
            <translation>没有那个文件或目录</translation>
        </message>
        <message>
            <source>Input/output error</source>
            <translation>输入/输出错误</translation>
        </message>
        <message>
            <source>Cannot allocate memory</source>
            <translation>无法分配内存</translation>
        </message>
        <message>
            <source>Permission denied</source>
            <translation>权限不够</translation>
        </message>
        <message>
            <source>Device or resource busy</source>
            <translation>设备或资源忙</translation>
        </message>
        <message>
            <source>File exists</source>
            <translation>文件已存在</translation>
        </message>
        <message>
            <source>No such device</source>
            <translation>没有那个设备</translation>
        </message>
        <message>
            <source>Not a directory</source>
            <translation>不是目录</translation>
        </message>
        <message>
            <source>Is a directory</source>
            <translation>是一个目录</translation>
        </message>
        <message>
            <source>Invalid argument</source>
            <translation>无效的参数</translation>
        </message>
        <message>
            <source>Too many open files</source>
            <translation>打开的文件过多</translation>
        </message>
        <message>
            <source>File too large</source>
            <translation>文件过大</translation>
        </message>
        <message>
            <source>No space left on device</source>
            <translation>设备上没有空间</translation>
        </message>
        <message>
            <source>Read-only file system</source>
            <translation>只读文件系统</translation>
        </message>
        <message>
            <source>Broken pipe</source>
            <translation>管道破裂</translation>
        </message>
        <message>
            <source>File name too long</source>
            <translation>文件名过长</translation>
        </message>
        <message>
            <source>Directory not empty</source>
            <translation>目录非空</translation>
        </message>
        <message>
            <source>Too many levels of symbolic links</source>
            <translation>符号链接的层数过多</translation>
        </message>
        <message>
            <source>Connection timed out</source>
            <translation>连接超时</translation>
        </message>
        <message>
            <source>Disk quota exceeded</source>
            <translation>超出磁盘限额</translation>
        </message>
        <message>
            <source>Stale file handle</source>
            <translation>过旧的文件句柄</translation>
        </message>
        <message>
            <source>the prompt of %1 tokens is cut to the %2 of the context</source>
            <translation>%1 个词元的提示被截断为上下文的 %2 个</translation>
        </message>
        <message>
            <source>or more: the most that is examined</source>
            <translation>或更多：查找到此为止</translation>
        </message>
        <message>
            <source>at full power; limited to %1 of %2</source>
            <translation>按全功率计；已限制为 %1（共 %2）</translation>
        </message>
        <message>
            <source>memory bandwidth of %1 assumed</source>
            <translation>假定内存带宽为 %1</translation>
        </message>
        <message>
            <source>no power supply is known</source>
            <translation>电源未知</translation>
        </message>
        <message>
            <source>no circuit is known</source>
            <translation>电路未知</translation>
        </message>
        <message>
            <source>at least: the power of some parts is not known</source>
            <translation>至少：部分部件的功率未知</translation>
        </message>
        <message>
            <source>of %1, which is assumed</source>
            <translation>按假定的 %1 计</translation>
        </message>
        <message>
            <source>with a processor of %1 assumed</source>
            <translation>按假定的 %1 处理器计</translation>
        </message>
        <message>
            <source>the power of %1 is not known: watts and loads are at least what is shown</source>
            <translation>%1 的功率未知：实际功率和负载不低于所示值</translation>
        </message>
        <message>
            <source>%1 is limited to %2 of %3: speeds are those of full power</source>
            <translation>%1 的功率限制为 %2（共 %3）：速度按全功率计</translation>
        </message>
        <message>
            <source>at least %1</source>
            <comment>watts</comment>
            <translation>至少 %1</translation>
        </message>
        <message>
            <source>the rating of a power supply is not known</source>
            <translation>有一个电源的额定功率未知</translation>
        </message>
        <message>
            <source>the rating of %1 is not known, and so no load of the power supply</source>
            <translation>%1 的额定功率未知，因此电源负载也未知</translation>
        </message>
        <message>
            <source>%1 sustained; the rating of a power supply is not known</source>
            <translation>持续 %1；有一个电源的额定功率未知</translation>
        </message>
        <message>
            <source>Open a copy of the project if you have one, or begin a new one.</source>
            <translation>如有项目副本，请打开副本，或新建项目。</translation>
        </message>
        <message>
            <source>Open it with the program or the version that wrote it, or begin a new project.</source>
            <translation>请用写入它的程序或版本打开，或新建项目。</translation>
        </message>
        <message>
            <source>file size</source>
            <translation>文件大小</translation>
        </message>
        <message>
            <source>bits per weight</source>
            <translation>每权重位数</translation>
        </message>
        <message>
            <source>perplexity</source>
            <translation>困惑度</translation>
        </message>
        <message>
            <source>mean KLD</source>
            <translation>平均 KLD</translation>
        </message>
        <message>
            <source>mean Δp</source>
            <translation>平均 Δp</translation>
        </message>
        <message>
            <source>PPL ÷ baseline's</source>
            <translation>PPL ÷ 基线</translation>
        </message>
        <message>
            <source>median KLD</source>
            <translation>KLD 中位数</translation>
        </message>
        <message>
            <source>Mean over tokens of Σ p ln(p ÷ q), p from the baseline, q from the candidate, whole vocabulary.</source>
            <translation>Σ p ln(p ÷ q) 对词元的均值，p 来自基线，q 来自候选，全词表。</translation>
        </message>
        <message>
            <source>Share of tokens for which both models prefer the same one.</source>
            <translation>两模型首选相同的词元比例。</translation>
        </message>
        <message>
            <source>Perplexity of the candidate over that of the baseline, minus one.</source>
            <translation>候选困惑度除以基线困惑度再减一。</translation>
        </message>
        <message>
            <source>99 of 100 tokens have a smaller divergence.</source>
            <translation>100 个词元中有 99 个散度更小。</translation>
        </message>
        <message>
            <source>Not judged.</source>
            <comment>a metric</comment>
            <translation>不作评判。</translation>
        </message>
        <message>
            <source>± is half the 95 % interval, clustered by window.</source>
            <translation>± 为按窗口聚类的 95 % 区间之半。</translation>
        </message>
        <message>
            <source>95 % interval, clustered by window.</source>
            <translation>95 % 区间，按窗口聚类。</translation>
        </message>
        <message>
            <source>Paired 95 % interval, clustered by window.</source>
            <translation>配对 95 % 区间，按窗口聚类。</translation>
        </message>
        <message>
            <source>95 % Wilson interval of as many tokens as the windows are worth.</source>
            <translation>95 % Wilson 区间，按窗口折算的有效词元数。</translation>
        </message>
        <message>
            <source>far end</source>
            <comment>of a window's tokens</comment>
            <translation>远端</translation>
        </message>
        <message>
            <source>%1 (%2)</source>
            <comment>metric, part of the tokens</comment>
            <translation>%1（%2）</translation>
        </message>
        <message>
            <source>%1, %2</source>
            <comment>metric, unit</comment>
            <translation>%1，%2</translation>
        </message>
        <message>
            <source>The baseline cannot be read: %1</source>
            <translation>无法读取基线：%1</translation>
        </message>
        <message>
            <source>the machine comes with its own power supply</source>
            <translation>机器自带电源</translation>
        </message>
        <message>
            <source>%1 sustained; the machine comes with its own power supply</source>
            <translation>持续 %1；机器自带电源</translation>
        </message>
        <message>
            <source>the engine of this plan does not load this format; these do: %1</source>
            <translation>本方案的引擎不能加载此格式；能加载的有：%1</translation>
        </message>
        <message>
            <source>without the time of GPU %1&apos;s link, which is not known</source>
            <translation>不含 GPU %1 链路的时间，该链路未知</translation>
        </message>
        <message>
            <source>the processor&apos;s cores are not known: reckoned with one</source>
            <translation>处理器核心数未知：按一个核心计算</translation>
        </message>
        <message>
            <source>cards of %1 make one pool only over Vulkan or RPC, slower than with each maker&apos;s own backend</source>
            <translation>%1 的显卡只有经 Vulkan 或 RPC 才能合为一个池，且慢于各厂商自有的后端</translation>
        </message>
        <message>
            <source>Apple&apos;s chips take no other cards: two machines, which only RPC joins, over a network whose time is not counted</source>
            <translation>Apple 芯片不接受其他显卡：这是两台机器，只能经 RPC 相连，其网络耗时未计入</translation>
        </message>
    </context>
    <context>
        <name>Workbench</name>
        <message>
            <source>%1 holds a vocabulary and no weights.</source>
            <translation>%1 只含词表，不含权重。</translation>
        </message>
        <message>
            <source>The Inspector shows it.</source>
            <translation>检查器中显示其内容。</translation>
        </message>
        <message>
            <source>%1 is open in another window.</source>
            <translation>%1 已在另一个窗口中打开。</translation>
        </message>
        <message>
            <source>What you change here is not written into it; save it under another name to keep it.</source>
            <translation>此处的更改不会写入；请另存为其他名称以保留。</translation>
        </message>
        <message>
            <source>%1 is back in its place.</source>
            <translation>%1 已回到原处。</translation>
        </message>
        <message>
            <source>%1 was moved, renamed or deleted while it is open here.</source>
            <translation>%1 在此处打开期间被移动、重命名或删除。</translation>
        </message>
        <message>
            <source>Save the project under a name, or put the file back: what you do now may be nowhere but in this window.</source>
            <translation>请为项目取名保存，或将文件放回：您现在所做的可能只存在于此窗口中。</translation>
        </message>
        <message>
            <source>The other window has closed %1.</source>
            <translation>另一窗口已关闭 %1。</translation>
        </message>
        <message>
            <source>Saving writes what you changed here into it.</source>
            <translation>保存会将您在此处的更改写入其中。</translation>
        </message>
        <message>
            <source>The other window has closed %1; what you change is written into it from now on.</source>
            <translation>另一窗口已关闭 %1；此后您的更改将写入其中。</translation>
        </message>
        <message>
            <source>The plan is for %1, which this catalogue does not have; %2 stands in its place.</source>
            <translation>该方案针对 %1，此目录中没有；以 %2 代替。</translation>
        </message>
        <message>
            <source>Choose a model.</source>
            <translation>请选择模型。</translation>
        </message>
        <message>
            <source>%1 can only be read: the file or its folder is write-protected.</source>
            <translation>%1 只能读取：该文件或其所在文件夹受写保护。</translation>
        </message>
        <message>
            <source>Nothing here is set up to run.</source>
            <translation>这里还没有可运行的设置。</translation>
        </message>
        <message>
            <source>Choose what to work on, then copy its command line.</source>
            <translation>先选择要处理的内容，再复制其命令行。</translation>
        </message>
        <message>
            <source>The command line is on the clipboard.</source>
            <translation>命令行已复制到剪贴板。</translation>
        </message>
        <message>
            <source>Another program has overwritten %1 while it is open here.</source>
            <translation>%1 在此处打开时被另一个程序覆盖了。</translation>
        </message>
        <message>
            <source>The lists show what is in it now; your plan and what you set are kept in this window. Saving writes them into the file.</source>
            <translation>列表显示文件现在的内容；您的方案和设置保留在此窗口中。保存会把它们写入该文件。</translation>
        </message>
    </context>
    <context>
        <name>headroom::app::EvaluatePane</name>
        <message>
            <source>Evaluate</source>
            <comment>pane</comment>
            <translation>评估</translation>
        </message>
    </context>
    <context>
        <name>headroom::app::QuantizePane</name>
        <message>
            <source>Quantize</source>
            <comment>pane</comment>
            <translation>量化</translation>
        </message>
    </context>
    <context>
        <name>widgets</name>
        <message>
            <source>Evaluation · baseline %1</source>
            <translation>评估 · 基线 %1</translation>
        </message>
        <message>
            <source>%1 bytes, %2 bits/w</source>
            <translation>%1 字节，%2 位/权重</translation>
        </message>
        <message>
            <source>Gate, margin to limit</source>
            <translation>门限与余量</translation>
        </message>
        <message>
            <source>Values</source>
            <translation>数值</translation>
        </message>
        <message>
            <source>KLD = mean over tokens of Σ p ln(p ÷ q), p from %1, q from %2, whole vocabulary</source>
            <translation>KLD = Σ p ln(p ÷ q) 对词元的均值，p 来自 %1，q 来自 %2，全词表</translation>
        </message>
        <message>
            <source>PPL = exp(Σ nll ÷ n), second half of every window</source>
            <translation>PPL = exp(Σ nll ÷ n)，每个窗口的后半</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>Mind</source>
            <translation>注意</translation>
        </message>
        <message>
            <source>Measured %1, once, on this machine</source>
            <comment>when</comment>
            <translation>%1 在本机测量一次</translation>
        </message>
        <message>
            <source>left for %1, measured rate</source>
            <translation>%1 剩余时间，按实测速率</translation>
        </message>
        <message>
            <source>dB</source>
            <translation>dB</translation>
        </message>
        <message>
            <source>largest relative error of a tensor, %1</source>
            <translation>张量最大相对误差，%1</translation>
        </message>
        <message>
            <source>error of %1: not measured yet</source>
            <translation>%1 的误差：尚未测量</translation>
        </message>
        <message>
            <source>Tensor · %1</source>
            <comment>context line; preset</comment>
            <translation>张量 · %1</translation>
        </message>
        <message>
            <source>%1 dB</source>
            <translation>%1 dB</translation>
        </message>
        <message>
            <source>stored as it is</source>
            <translation>原样存储</translation>
        </message>
        <message>
            <source>rank %1 of %2</source>
            <translation>第 %1 位，共 %2</translation>
        </message>
        <message>
            <source>not measured yet: run this preset</source>
            <translation>尚未测量：请运行此预设</translation>
        </message>
        <message>
            <source>Facts</source>
            <translation>事实</translation>
        </message>
        <message>
            <source>Why this type</source>
            <translation>为何用此类型</translation>
        </message>
        <message>
            <source>error = 10 log₁₀(Σ(w − ŵ)² ÷ Σw²), over the whole tensor</source>
            <translation>误差 = 10 log₁₀(Σ(w − ŵ)² ÷ Σw²)，对整个张量</translation>
        </message>
        <message>
            <source>Sizes computed from the tensor list before the run</source>
            <translation>大小在运行前由张量列表计算</translation>
        </message>
        <message>
            <source>%1, whole tensor, once</source>
            <comment>measured when</comment>
            <translation>%1，整个张量，一次</translation>
        </message>
    </context>
    <context>
        <name>OpenJobs</name>
        <message numerus="yes">
            <source>%n job(s) did not end before the window closed.</source>
            <translation>
                <numerusform>窗口关闭时有 %n 个任务尚未结束。</numerusform>
            </translation>
        </message>
        <message>
            <source>Run again is in the list of jobs.</source>
            <translation>任务列表中有“再次运行”。</translation>
        </message>
    </context>
    <context>
        <name>RunInspection</name>
        <message>
            <source>Run %1</source>
            <translation>运行 %1</translation>
        </message>
        <message>
            <source>How it ended</source>
            <translation>如何结束</translation>
        </message>
        <message>
            <source>Inputs</source>
            <translation>输入</translation>
        </message>
        <message>
            <source>As the project keeps it, version %1</source>
            <translation>项目中的记录，版本 %1</translation>
        </message>
    </context>
    <context>
        <name>RunsView</name>
        <message>
            <source>Runs of the project</source>
            <translation>项目的运行</translation>
        </message>
        <message>
            <source>No runs yet</source>
            <translation>尚无运行</translation>
        </message>
        <message>
            <source>What is quantized, evaluated or measured in this project is listed here.</source>
            <translation>在此项目中量化、评估或测量的内容都列在这里。</translation>
        </message>
    </context>
    <context>
        <name>Session</name>
        <message>
            <source>The project %1 is not in %2 any more; this is an empty one.</source>
            <translation>项目 %1 已不在 %2；这是一个空项目。</translation>
        </message>
        <message>
            <source>Locate it in the list of projects, or remove it there.</source>
            <translation>请在项目列表中定位它，或将其移除。</translation>
        </message>
    </context>
    <context>
        <name>Dialogs</name>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Discard</source>
            <translation>放弃</translation>
        </message>
    </context>
    <context>
        <name>Projects</name>
        <message>
            <source>Unnamed project, changed %1</source>
            <translation>未命名项目，修改于 %1</translation>
        </message>
    </context>
    <context>
        <name>Remarks</name>
        <message>
            <source>{}</source>
            <translation>{}</translation>
        </message>
        <message>
            <source>{}: {}</source>
            <translation>{0}：{1}</translation>
        </message>
        <message>
            <source>{} and {} more</source>
            <translation>{0} 以及另外 {1} 项</translation>
        </message>
        <message>
            <source>quantize</source>
            <translation>量化中</translation>
        </message>
        <message>
            <source>compare</source>
            <translation>比较中</translation>
        </message>
        <message>
            <source>measure</source>
            <translation>测量中</translation>
        </message>
        <message>
            <source>hash</source>
            <translation>校验和</translation>
        </message>
        <message>
            <source>evaluate</source>
            <translation>困惑度</translation>
        </message>
        <message>
            <source>noise floor</source>
            <translation>噪声基底</translation>
        </message>
        <message>
            <source>calibrate</source>
            <translation>校准</translation>
        </message>
        <message>
            <source>sensitivity</source>
            <translation>敏感度</translation>
        </message>
        <message>
            <source>errors</source>
            <translation>各类型的误差</translation>
        </message>
        <message>
            <source>scales</source>
            <translation>通道缩放</translation>
        </message>
        <message>
            <source>import</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>export</source>
            <translation>写入</translation>
        </message>
        <message>
            <source>generate</source>
            <translation>生成</translation>
        </message>
        <message>
            <source>prompt</source>
            <translation>读取提示</translation>
        </message>
        <message>
            <source>logits</source>
            <translation>Logits</translation>
        </message>
        <message>
            <source>no NVIDIA driver: libnvidia-ml.so.1 not found</source>
            <translation>没有 NVIDIA 驱动：未找到 libnvidia-ml.so.1</translation>
        </message>
        <message>
            <source>NVIDIA driver found, but NVML did not start: error {}</source>
            <translation>找到 NVIDIA 驱动，但 NVML 未能启动：错误 {}</translation>
        </message>
        <message>
            <source>NVIDIA driver found, but it does not list its GPUs: error {}</source>
            <translation>找到 NVIDIA 驱动程序，但它未列出 GPU：错误 {}</translation>
        </message>
        <message>
            <source>NVIDIA driver found, but no GPU</source>
            <translation>找到 NVIDIA 驱动，但没有 GPU</translation>
        </message>
        <message>
            <source>NVIDIA GPU {} could not be opened</source>
            <translation>无法打开 NVIDIA GPU {}</translation>
        </message>
        <message>
            <source>{}: divided (MIG), a program uses one slice at a time</source>
            <translation>{} 已分区（MIG）；一个程序一次只用一个切片</translation>
        </message>
        <message>
            <source>{}: divided (MIG), but no slice is set up, left out</source>
            <translation>{} 已分区（MIG），但未建立切片：不计入</translation>
        </message>
        <message>
            <source>{}: divided (MIG), and the driver may not tell its slices to this user, left out</source>
            <translation>{}：已划分（MIG），驱动程序不得向此用户告知其分区，已略去</translation>
        </message>
        <message>
            <source>{}: divided (MIG), and the driver does not tell its slices (NVML error {}), left out</source>
            <translation>{0}：已划分（MIG），驱动程序未告知其分区（NVML 错误 {1}），已略去</translation>
        </message>
        <message>
            <source>{}: the memory of its card is not told, so its share of the bandwidth is not known, left out</source>
            <translation>{}：未告知整卡的内存，因此所占带宽份额未知，已略去</translation>
        </message>
        <message>
            <source>{}: the driver tells no memory, left out</source>
            <translation>{}：驱动未报告显存，不计入</translation>
        </message>
        <message>
            <source>{}: the driver cannot tell its memory, left out</source>
            <translation>{}：驱动无法报告显存，不计入</translation>
        </message>
        <message>
            <source>{}: the driver may not tell its memory to this user, left out</source>
            <translation>{}：驱动不允许向此用户报告显存，不计入</translation>
        </message>
        <message>
            <source>{}: the driver has lost the card, left out: restart the machine</source>
            <translation>{}：驱动已失去该显卡，不计入：请重新启动</translation>
        </message>
        <message>
            <source>{}: the driver does not tell its memory (NVML error {}), left out</source>
            <translation>{0}：驱动未报告显存（NVML 错误 {1}），不计入</translation>
        </message>
        <message>
            <source>{}: its memory is not known, left out</source>
            <translation>{}：内存未知，已略去</translation>
        </message>
        <message>
            <source>{}: its memory bandwidth is not known, left out</source>
            <translation>{}：内存带宽未知，已略去</translation>
        </message>
        <message>
            <source>{}: shares the host&apos;s memory</source>
            <translation>{} 与主机共享内存</translation>
        </message>
        <message>
            <source>{}: made for a display, left out</source>
            <translation>{} 仅供显示，不计入</translation>
        </message>
        <message>
            <source>{}: on the CPU&apos;s chip, left out beside a card</source>
            <translation>{} 位于处理器芯片上，有独立显卡时不计入</translation>
        </message>
        <message>
            <source>AMD GPU {} with {:.1f} GiB is not recognised: choose it from the catalogue</source>
            <translation>未识别 AMD GPU {0}（{1} GiB）：请从目录中选择</translation>
        </message>
        <message>
            <source>Intel GPU {} is not in the catalogue, left out</source>
            <translation>Intel GPU {} 不在目录中，已略去</translation>
        </message>
        <message>
            <source>Intel GPU {} may be any of {}: choose it from the catalogue</source>
            <translation>Intel GPU {0} 可能是以下之一：{1}。请从目录中选择</translation>
        </message>
        <message>
            <source>the topology library could not read this machine: cores and caches are unknown</source>
            <translation>无法读取核心与缓存信息</translation>
        </message>
        <message>
            <source>the system does not tell the processor&apos;s name</source>
            <translation>系统未报告处理器名称</translation>
        </message>
        <message>
            <source>the system does not tell its memory</source>
            <translation>系统未报告其内存</translation>
        </message>
        <message>
            <source>memory is limited by the container</source>
            <translation>内存受容器限制</translation>
        </message>
        <message>
            <source>power supply and circuit cannot be detected</source>
            <translation>无法检测电源和电路</translation>
        </message>
        <message>
            <source>an encoder: it reads a text at once, keeps no cache and generates nothing</source>
            <translation>编码器：一次读完整段文本，不保留缓存，也不生成内容</translation>
        </message>
        <message>
            <source>an embedding model: it gives one vector for a text and generates nothing</source>
            <translation>嵌入模型：为文本给出一个向量，不生成内容</translation>
        </message>
        <message>
            <source>a classifier or reranker: it scores a text and generates nothing</source>
            <translation>分类器或重排序模型：为文本打分，不生成内容</translation>
        </message>
        <message>
            <source>a diffusion model: it writes all tokens at once, in steps; speeds are not modelled</source>
            <translation>扩散模型：分步骤一次写出全部词元；不对速度建模</translation>
        </message>
        <message>
            <source>an encoder-decoder of {} and {} layers: the cache is the decoder&apos;s own, without cross attention&apos;s; speeds are not modelled</source>
            <translation>编码器-解码器，分别有 {0} 层和 {1} 层：缓存只计解码器自身的，不含交叉注意力；不对速度建模</translation>
        </message>
        <message>
            <source>{:.0f} tensors ({:.0f} bytes) belong to no layer that is known; the first is {}</source>
            <translation>{0} 个张量（{1} 字节）不属于任何已知层，第一个是 {2}</translation>
        </message>
        <message>
            <source>the keys of its indexer are cached too and not counted: {:.0f} numbers a token</source>
            <translation>其索引器的键也会被缓存且未计入：每个词元 {} 个数</translation>
        </message>
        <message>
            <source>{} of the {} rows of token_embd.weight are spare: there are {} tokens</source>
            <translation>token_embd.weight 的 {1} 行中有 {0} 行是多余的：词元共 {2} 个</translation>
        </message>
        <message>
            <source>the model looks back {} tokens, for which llama.cpp has no place in architecture {}: in longer contexts a GGUF file gives other figures than a folder, and all of them are cached</source>
            <translation>模型回看 {0} 个词元，而 llama.cpp 在架构 {1} 中没有对应的位置：在更长的上下文中，GGUF 文件与文件夹给出的数值不同，且全部词元都会被缓存</translation>
        </message>
        <message>
            <source>beyond its trained {} tokens the model scales positions anew as a text grows, which is not modelled</source>
            <translation>超过训练的 {} 个词元后，模型会随文本增长重新缩放位置，此处未建模</translation>
        </message>
        <message>
            <source>an older conversion without {}.attention.key_length_mla: llama.cpp keeps keys and values of every head, {:.1f} times the compressed cache of a conversion of today</source>
            <translation>较旧的转换，没有 {0}.attention.key_length_mla：llama.cpp 保留每个头的键和值，是如今转换所用压缩缓存的 {1} 倍</translation>
        </message>
        <message>
            <source>the model&apos;s YaRN blends from and to fractions of a pair, which llama.cpp rounds to whole ones: a GGUF file gives slightly other figures than a folder</source>
            <translation>该模型的 YaRN 在分数维度对之间混合，而 llama.cpp 将其取整：GGUF 文件与文件夹给出的数值略有不同</translation>
        </message>
        <message>
            <source>the model&apos;s GELU is the exact one, computed here as in llama.cpp in its tanh form: logits differ by some thousandths</source>
            <translation>该模型使用精确的 GELU，这里与 llama.cpp 一样按 tanh 形式计算：logits 相差千分之几</translation>
        </message>
        <message>
            <source>the model ranks groups of experts by their best one, here as in llama.cpp by their two best: other experts may be chosen</source>
            <translation>该模型按组内最好的一位专家给专家组排序，这里与 llama.cpp 一样按最好的两位：可能选中其他专家</translation>
        </message>
        <message>
            <source>the model does not scale its embeddings, as llama.cpp does for this architecture: a GGUF file of it gives other figures than the folder</source>
            <translation>该模型不缩放嵌入，而 llama.cpp 对此架构会缩放：由它得到的 GGUF 文件给出的数值与文件夹不同</translation>
        </message>
        <message>
            <source>the model weighs its experts by sparse mixing and norms around the mean, llama.cpp by softmax and norms by size: a GGUF file of it gives other figures than the folder</source>
            <translation>该模型以稀疏混合为专家加权，并围绕均值归一化；llama.cpp 用 softmax 并按大小归一化：由它得到的 GGUF 文件给出的数值与文件夹不同</translation>
        </message>
        <message>
            <source>llama.cpp does not run architecture {}: the folder is all there is</source>
            <translation>llama.cpp 不运行架构 {}：只有文件夹可用</translation>
        </message>
        <message>
            <source>the tokenizer changes: &quot;{}&quot; gets other ids than from tokenizer.json</source>
            <translation>分词器有变化：“{}” 得到的编号与 tokenizer.json 不同</translation>
        </message>
        <message>
            <source>mislabelled: {} says {}, which takes {:.2f} bits per weight of this model, and its weights take {:.2f}</source>
            <translation>标注有误：{} 标为 {}，该模型按此每个权重应占 {:.2f} 位，而实际占 {:.2f} 位</translation>
        </message>
        <message>
            <source>&quot;{}&quot; is known neither to llama.cpp nor here</source>
            <translation>“{}” 不为 llama.cpp 所知，本程序也不识别</translation>
        </message>
        <message>
            <source>header only: the file&apos;s weights are not all here, so that it can be inspected and planned, and not run</source>
            <translation>仅有文件头：文件的权重并不齐全，可以查看和规划，但不能运行</translation>
        </message>
        <message>
            <source>the model attends within chunks of {} tokens, llama.cpp within chunks of {}: beyond the shorter of them a GGUF file gives other figures than a folder</source>
            <translation>模型在每段 {} 个词元内计算注意力，llama.cpp 则为每段 {} 个：超过较短者后，GGUF 文件的结果与文件夹不同</translation>
        </message>
        <message>
            <source>the tokenizer changes: other tokens are put around a text than tokenizer.json says</source>
            <translation>分词器有变化：文本前后加入的词元与 tokenizer.json 所述不同</translation>
        </message>
        <message>
            <source>the tokenizer changes after special tokens: &quot;{}&quot; gets other ids than from tokenizer.json, as GGUF has no word for its spaces</source>
            <translation>分词器在特殊词元之后有变化：“{}” 得到的编号与 tokenizer.json 不同，因为 GGUF 无法表示其空格</translation>
        </message>
        <message>
            <source>the file has no tokenizer that can be used, as GGUF has no words for that of tokenizer.json</source>
            <translation>文件没有可用的分词器，因为 GGUF 无法表示 tokenizer.json 中的分词器</translation>
        </message>
        <message>
            <source>every tensor as it is: a new header and manifest</source>
            <translation>所有张量保持原样：新的文件头和清单</translation>
        </message>
        <message>
            <source>32 bits: as computed with, twice the size of what is published</source>
            <translation>32 位：即计算所用，大小为发布版本的两倍</translation>
        </message>
        <message>
            <source>16 bits: what most models are published in</source>
            <translation>16 位：大多数模型以此发布</translation>
        </message>
        <message>
            <source>16 bits: practically the original</source>
            <translation>16 位：几乎就是原始模型</translation>
        </message>
        <message>
            <source>8.5 bits: practically the original</source>
            <translation>8.5 位：几乎就是原始模型</translation>
        </message>
        <message>
            <source>experts in 4.25 bits, the rest in 8.5: for mixtures of experts</source>
            <translation>专家 4.25 位，其余 8.5 位：用于混合专家模型</translation>
        </message>
        <message>
            <source>6.6 bits: hardly distinguishable from the original</source>
            <translation>6.6 位：与原始模型几乎无法区分</translation>
        </message>
        <message>
            <source>6.0 bits: older format, Q5_K_M is better and smaller</source>
            <translation>6.0 位：较旧的格式，Q5_K_M 更好也更小</translation>
        </message>
        <message>
            <source>5.7 bits: very small loss</source>
            <translation>5.7 位：损失很小</translation>
        </message>
        <message>
            <source>5.6 bits: small loss</source>
            <translation>5.6 位：损失小</translation>
        </message>
        <message>
            <source>5.6 bits: older format, Q5_K_S is better at the same size</source>
            <translation>5.6 位：较旧的格式，同样大小时 Q5_K_S 更好</translation>
        </message>
        <message>
            <source>5.1 bits: older format, Q4_K_M is better and smaller</source>
            <translation>5.1 位：较旧的格式，Q4_K_M 更好也更小</translation>
        </message>
        <message>
            <source>4.9 bits: the usual choice, small loss</source>
            <translation>4.9 位：通常的选择，损失小</translation>
        </message>
        <message>
            <source>4.7 bits: uneven levels, for widths that K-quants do not divide</source>
            <translation>4.7 位：非均匀级别，用于 K-quants 不能整除的宽度</translation>
        </message>
        <message>
            <source>4.7 bits: slightly smaller than Q4_K_M, slightly more loss</source>
            <translation>4.7 位：比 Q4_K_M 略小，损失略大</translation>
        </message>
        <message>
            <source>4.6 bits: older format, fast on simple hardware, more loss than Q4_K_S</source>
            <translation>4.6 位：较旧的格式，在简单硬件上很快，损失大于 Q4_K_S</translation>
        </message>
        <message>
            <source>4.5 bits: as good as Q4_K_S and smaller, better with importance matrix</source>
            <translation>4.5 位：与 Q4_K_S 一样好且更小，配合重要性矩阵更佳</translation>
        </message>
        <message>
            <source>4.3 bits: noticeable loss</source>
            <translation>4.3 位：损失明显</translation>
        </message>
        <message>
            <source>4.0 bits: noticeable loss</source>
            <translation>4.0 位：损失明显</translation>
        </message>
        <message>
            <source>3.8 bits: noticeable loss, better than Q3_K_M for its size</source>
            <translation>3.8 位：损失明显，同等大小下优于 Q3_K_M</translation>
        </message>
        <message>
            <source>3.7 bits: large loss</source>
            <translation>3.7 位：损失大</translation>
        </message>
        <message>
            <source>3.6 bits: large loss</source>
            <translation>3.6 位：损失大</translation>
        </message>
        <message>
            <source>3.5 bits: large loss; importance matrix needed</source>
            <translation>3.5 位：损失大；需要重要性矩阵</translation>
        </message>
        <message>
            <source>3.4 bits: large loss; importance matrix needed</source>
            <translation>3.4 位：损失大；需要重要性矩阵</translation>
        </message>
        <message>
            <source>3.2 bits: very large loss, for models that fit no other way</source>
            <translation>3.2 位：损失很大，用于别无他法容纳的模型</translation>
        </message>
        <message>
            <source>3.0 bits: very large loss; importance matrix needed</source>
            <translation>3.0 位：损失很大；需要重要性矩阵</translation>
        </message>
        <message>
            <source>2.9 bits: very large loss; importance matrix needed</source>
            <translation>2.9 位：损失很大；需要重要性矩阵</translation>
        </message>
        <message>
            <source>2.7 bits: very large loss; importance matrix needed</source>
            <translation>2.7 位：损失很大；需要重要性矩阵</translation>
        </message>
        <message>
            <source>2.6 bits: for models trained with ternary weights</source>
            <translation>2.6 位：用于以三值权重训练的模型</translation>
        </message>
        <message>
            <source>2.6 bits: very large loss; importance matrix needed</source>
            <translation>2.6 位：损失很大；需要重要性矩阵</translation>
        </message>
        <message>
            <source>2.5 bits: for models trained with ternary weights</source>
            <translation>2.5 位：用于以三值权重训练的模型</translation>
        </message>
        <message>
            <source>2.4 bits: very large loss; importance matrix needed</source>
            <translation>2.4 位：损失很大；需要重要性矩阵</translation>
        </message>
        <message>
            <source>2.2 bits: for models trained with ternary weights</source>
            <translation>2.2 位：用于以三值权重训练的模型</translation>
        </message>
        <message>
            <source>2.1 bits: hardly usable; importance matrix needed</source>
            <translation>2.1 位：几乎不可用；需要重要性矩阵</translation>
        </message>
        <message>
            <source>2.0 bits: hardly usable; importance matrix needed</source>
            <translation>2.0 位：几乎不可用；需要重要性矩阵</translation>
        </message>
        <message>
            <source>1.5 bits: for models trained with one-bit weights</source>
            <translation>1.5 位：用于以一位权重训练的模型</translation>
        </message>
        <message>
            <source>compressed-tensors, 4-bit integers in groups of 128</source>
            <translation>compressed-tensors，4 位整数，每组 128 个</translation>
        </message>
        <message>
            <source>compressed-tensors, 4-bit integers with a zero point, in groups of 128</source>
            <translation>compressed-tensors，带零点的 4 位整数，每组 128 个</translation>
        </message>
        <message>
            <source>compressed-tensors, 8-bit integers in groups of 128</source>
            <translation>compressed-tensors，8 位整数，每组 128 个</translation>
        </message>
        <message>
            <source>compressed-tensors, 8-bit integers per channel, activations per token</source>
            <translation>compressed-tensors，按通道的 8 位整数，激活按词元</translation>
        </message>
        <message>
            <source>compressed-tensors, FP8 (E4M3) per channel, activations per token</source>
            <translation>compressed-tensors，按通道的 FP8（E4M3），激活按词元</translation>
        </message>
        <message>
            <source>compressed-tensors, FP8 (E4M3) in blocks of 128 x 128, activations in groups</source>
            <translation>compressed-tensors，FP8（E4M3），128 x 128 的块，激活按组</translation>
        </message>
        <message>
            <source>compressed-tensors, four-bit floats in groups of 16, scales in FP8</source>
            <translation>compressed-tensors，四位浮点数，每组 16 个，缩放系数为 FP8</translation>
        </message>
        <message>
            <source>compressed-tensors, four-bit floats in groups of 32, scales powers of two</source>
            <translation>compressed-tensors，四位浮点数，每组 32 个，缩放系数为二的幂</translation>
        </message>
        <message>
            <source>GPTQ checkpoint, 4-bit integers in groups of 128</source>
            <translation>GPTQ 检查点，4 位整数，每组 128 个</translation>
        </message>
        <message>
            <source>the same in version 2 of the checkpoint</source>
            <translation>同上，检查点第 2 版</translation>
        </message>
        <message>
            <source>GPTQ checkpoint, 3-bit integers in groups of 128</source>
            <translation>GPTQ 检查点，3 位整数，每组 128 个</translation>
        </message>
        <message>
            <source>GPTQ checkpoint, 8-bit integers in groups of 128</source>
            <translation>GPTQ 检查点，8 位整数，每组 128 个</translation>
        </message>
        <message>
            <source>AWQ checkpoint (GEMM), 4-bit integers with a zero point, in groups of 128</source>
            <translation>AWQ 检查点（GEMM），带零点的 4 位整数，每组 128 个</translation>
        </message>
        <message>
            <source>bitsandbytes, NF4 in blocks of 64 with double quantization</source>
            <translation>bitsandbytes，NF4，64 个一块，双重量化</translation>
        </message>
        <message>
            <source>made from {}</source>
            <translation>由 {} 制作</translation>
        </message>
        <message>
            <source>found for {}</source>
            <translation>为 {} 找到</translation>
        </message>
        <message>
            <source>the preset&apos;s type</source>
            <translation>预设的类型</translation>
        </message>
        <message>
            <source>the output head keeps more bits</source>
            <translation>输出头保留更多位</translation>
        </message>
        <message>
            <source>the output head keeps eight bits</source>
            <translation>输出头保留八位</translation>
        </message>
        <message>
            <source>Falcon&apos;s output head keeps eight bits</source>
            <translation>Falcon 的输出头保留八位</translation>
        </message>
        <message>
            <source>the output head&apos;s rows do not divide: eight bits</source>
            <translation>输出头的行长不能整除：八位</translation>
        </message>
        <message>
            <source>the embedding table is the head too</source>
            <translation>嵌入表同时是输出头</translation>
        </message>
        <message>
            <source>the embedding table keeps more bits</source>
            <translation>嵌入表保留更多位</translation>
        </message>
        <message>
            <source>the weights of all experts in one tensor</source>
            <translation>所有专家的权重在同一张量中</translation>
        </message>
        <message>
            <source>no experts: eight bits</source>
            <translation>没有专家：八位</translation>
        </message>
        <message>
            <source>more bits for attention values, which are small and matter</source>
            <translation>注意力值小而重要，用更多位</translation>
        </message>
        <message>
            <source>most bits for attention values in the first two layers</source>
            <translation>前两层的注意力值用最多的位</translation>
        </message>
        <message>
            <source>more bits for attention values in the first four layers</source>
            <translation>前四层的注意力值用更多位</translation>
        </message>
        <message>
            <source>more bits for attention values in the first and last eighth and every third layer</source>
            <translation>首尾八分之一及每三层的注意力值用更多位</translation>
        </message>
        <message>
            <source>in the 70B model eight heads share each attention value: five bits cost little</source>
            <translation>70B 模型中八个头共享一个注意力值：五位代价很小</translation>
        </message>
        <message>
            <source>beside eight experts attention keys and values are small: they keep eight bits</source>
            <translation>与八个专家相比注意力键和值很小：保留八位</translation>
        </message>
        <message>
            <source>beside eight experts attention keys are small: four bits</source>
            <translation>与八个专家相比，注意力键很小：四位</translation>
        </message>
        <message>
            <source>fewer bits for queries and keys, which suffer least</source>
            <translation>查询与键受损最小，位数较少</translation>
        </message>
        <message>
            <source>more bits for ffn_down, which suffers most</source>
            <translation>ffn_down 受损最大，用更多位</translation>
        </message>
        <message>
            <source>more bits for ffn_down in the first sixteenth of the layers</source>
            <translation>前十六分之一层的 ffn_down 用更多位</translation>
        </message>
        <message>
            <source>more bits for ffn_down in the first eighth of the layers</source>
            <translation>前八分之一层的 ffn_down 用更多位</translation>
        </message>
        <message>
            <source>more bits for ffn_down in the first and last eighth and every third layer</source>
            <translation>首尾八分之一及每三层的 ffn_down 用更多位</translation>
        </message>
        <message>
            <source>without importance matrix ffn_down needs more bits</source>
            <translation>没有重要性矩阵时，ffn_down 需要更多位</translation>
        </message>
        <message>
            <source>with importance weights the first ffn_down layers need an offset</source>
            <translation>使用重要性权重时，ffn_down 的前几层需要偏移量</translation>
        </message>
        <message>
            <source>more bits for the attention output</source>
            <translation>注意力输出用更多位</translation>
        </message>
        <message>
            <source>beside eight experts the attention output is small: it keeps five bits</source>
            <translation>与八个专家相比注意力输出很小：保留五位</translation>
        </message>
        <message>
            <source>fewer bits in the middle layers</source>
            <translation>中间层位数较少</translation>
        </message>
        <message>
            <source>copied</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>the output head stays as it is, as wished</source>
            <translation>输出头按要求保持原样</translation>
        </message>
        <message>
            <source>the type wished for embedding tables</source>
            <translation>为嵌入表指定的类型</translation>
        </message>
        <message>
            <source>the type wished for the output head</source>
            <translation>为输出头指定的类型</translation>
        </message>
        <message>
            <source>one-dimensional: stays as it is</source>
            <translation>一维：保持不变</translation>
        </message>
        <message>
            <source>no weight matrix: stays as it is</source>
            <translation>不是权重矩阵：保持不变</translation>
        </message>
        <message>
            <source>position embeddings stay as they are</source>
            <translation>位置嵌入保持原样</translation>
        </message>
        <message>
            <source>token type embeddings stay as they are</source>
            <translation>词元类型嵌入保持原样</translation>
        </message>
        <message>
            <source>norms stay as they are</source>
            <translation>归一化层保持原样</translation>
        </message>
        <message>
            <source>the router stays as it is</source>
            <translation>路由器保持原样</translation>
        </message>
        <message>
            <source>the routing table stays as it is</source>
            <translation>路由表保持原样</translation>
        </message>
        <message>
            <source>small and sensitive: stays as it is</source>
            <translation>小而敏感：保持原样</translation>
        </message>
        <message>
            <source>small convolution: stays as it is</source>
            <translation>小卷积：保持原样</translation>
        </message>
        <message>
            <source>small mixing weights: stay as they are</source>
            <translation>小的混合权重：保持原样</translation>
        </message>
        <message>
            <source>relative positions stay as they are</source>
            <translation>相对位置保持原样</translation>
        </message>
        <message>
            <source>part of another modality: stays as it is</source>
            <translation>属于其他模态：保持原样</translation>
        </message>
        <message>
            <source>no matrix</source>
            <translation>不是矩阵</translation>
        </message>
        <message>
            <source>not part of the text model&apos;s layers</source>
            <translation>不属于文本模型的层</translation>
        </message>
        <message>
            <source>gives the logits</source>
            <translation>给出 logits</translation>
        </message>
        <message>
            <source>a table that is looked up</source>
            <translation>用于查找的表</translation>
        </message>
        <message>
            <source>engines do not quantize it</source>
            <translation>推理引擎不量化它</translation>
        </message>
        <message>
            <source>a layer&apos;s projection</source>
            <translation>层中的投影</translation>
        </message>
        <message>
            <source>a layer&apos;s projection, errors compensated</source>
            <translation>层中的投影，误差已补偿</translation>
        </message>
        <message>
            <source>a layer&apos;s projection, channels scaled</source>
            <translation>层中的投影，通道已缩放</translation>
        </message>
        <message>
            <source>nothing before it is known that its scales could be divided out of</source>
            <translation>其前面没有可吸收其缩放系数的部分</translation>
        </message>
        <message>
            <source>rounded to nearest: {}</source>
            <translation>就近舍入：{}</translation>
        </message>
        <message>
            <source>the calibration holds no Hessian of its input</source>
            <translation>校准数据中没有其输入的 Hessian</translation>
        </message>
        <message>
            <source>the calibration is of another shape</source>
            <translation>校准数据的形状不同</translation>
        </message>
        <message>
            <source>{} outputs are no multiple of {}</source>
            <translation>{0} 个输出不是 {1} 的倍数</translation>
        </message>
        <message>
            <source>{} inputs are no multiple of {}</source>
            <translation>{0} 个输入不是 {1} 的倍数</translation>
        </message>
        <message>
            <source>rows of {} are no multiple of {}&apos;s {}: {} instead</source>
            <translation>行长 {0} 不是 {1} 的 {2} 的倍数：改用 {3}</translation>
        </message>
        <message>
            <source>its importance cannot be used</source>
            <translation>其重要性无法使用</translation>
        </message>
        <message>
            <source>{} of {} experts not covered</source>
            <translation>{0}/{1} 个专家未覆盖</translation>
        </message>
        <message>
            <source>{} of {} columns without usable importance</source>
            <translation>{0}/{1} 列没有可用的重要性</translation>
        </message>
        <message>
            <source>the preset copies every tensor</source>
            <translation>该预设复制每个张量</translation>
        </message>
        <message>
            <source>the type wished for embedding tables comes first</source>
            <translation>为嵌入表指定的类型优先</translation>
        </message>
        <message>
            <source>the type wished for the output head comes first</source>
            <translation>为输出头指定的类型优先</translation>
        </message>
        <message>
            <source>{} comes first</source>
            <translation>{} 优先</translation>
        </message>
        <message>
            <source>override {}</source>
            <translation>由覆盖 {} 设定</translation>
        </message>
        <message>
            <source>the preset&apos;s {}</source>
            <translation>由预设的覆盖规则 {} 设定</translation>
        </message>
        <message>
            <source>override ^{}$={}</source>
            <translation>手动设为 {1}</translation>
        </message>
        <message>
            <source>the preset&apos;s ^{}$={}</source>
            <translation>由预设设为 {1}</translation>
        </message>
        <message>
            <source>rtn</source>
            <translation>就近舍入</translation>
        </message>
        <message>
            <source>gptq</source>
            <translation>GPTQ</translation>
        </message>
        <message>
            <source>awq</source>
            <translation>AWQ</translation>
        </message>
        <message>
            <source>smoothquant</source>
            <translation>SmoothQuant</translation>
        </message>
        <message>
            <source>hqq</source>
            <translation>HQQ</translation>
        </message>
        <message>
            <source>signround</source>
            <translation>学习舍入</translation>
        </message>
        <message>
            <source>{} has no minimum of its own in each block</source>
            <translation>{} 的每个块没有自己的最小值</translation>
        </message>
        <message>
            <source>{} has no levels that could be chosen one by one</source>
            <translation>{} 没有可以逐个选择的级别</translation>
        </message>
        <message>
            <source>the calibration knows {} matrices of it, there are {}</source>
            <translation>校准记录了其中 {0} 个矩阵，实际有 {1} 个</translation>
        </message>
        <message>
            <source>channels scaled by exponent {:.2f}: output error {:+.2f} dB</source>
            <translation>通道按指数 {0} 缩放：输出误差 {1} dB</translation>
        </message>
        <message>
            <source>channels scaled by exponent {:.2f} over the weights&apos; size: output error {:+.2f} dB</source>
            <translation>通道按指数 {0} 并除以权重大小缩放：输出误差 {1} dB</translation>
        </message>
        <message>
            <source>channels scaled by {:.3g} to {:.3g}, exponent {:.2f}: output error {:+.2f} dB</source>
            <translation>通道按 {0} 至 {1} 缩放，指数 {2}：输出误差 {3} dB</translation>
        </message>
        <message>
            <source>channels scaled by {:.3g} to {:.3g}, exponent {:.2f} over the weights&apos; size: output error {:+.2f} dB</source>
            <translation>通道按 {0} 至 {1} 缩放，指数 {2} 并除以权重大小：输出误差 {3} dB</translation>
        </message>
        <message>
            <source>GPTQ: output error {:+.2f} dB against plain rounding</source>
            <translation>GPTQ：输出误差相对普通舍入 {} dB</translation>
        </message>
        <message>
            <source>learned rounding: output error {:+.2f} dB against plain rounding</source>
            <translation>学习舍入：输出误差相对普通舍入 {} dB</translation>
        </message>
        <message>
            <source>{} of {} rows kept plain rounding</source>
            <translation>{1} 行中有 {0} 行保持普通舍入</translation>
        </message>
        <message>
            <source>without {}: {}</source>
            <translation>未使用 {0}：{1}</translation>
        </message>
        <message>
            <source>the override {} matches no tensor</source>
            <translation>覆盖规则 {} 未匹配任何张量</translation>
        </message>
        <message>
            <source>the override {} has no effect: {}</source>
            <translation>覆盖规则 {0} 无效：{1}</translation>
        </message>
        <message>
            <source>the override {} changes nothing: what it matches has that type anyway</source>
            <translation>覆盖规则 {} 没有改变：所匹配的张量本就是该类型</translation>
        </message>
        <message>
            <source>the overrides of the preset have no effect: one type for all tensors is wished</source>
            <translation>预设的覆盖规则无效：已要求所有张量使用同一类型</translation>
        </message>
        <message>
            <source>{} of {} overrides of the preset match no tensor: {}</source>
            <translation>预设的 {1} 条覆盖规则中有 {0} 条未匹配任何张量：{2}</translation>
        </message>
        <message>
            <source>one type for all tensors has no effect: every tensor has the same type without</source>
            <translation>“所有张量同一类型”无效：不指定时每个张量的类型也相同</translation>
        </message>
        <message>
            <source>leaving the output head as it is has no effect: every tensor has the same type without</source>
            <translation>“保持输出头不变”无效：不指定时每个张量的类型也相同</translation>
        </message>
        <message>
            <source>the type wished for the output head has no effect: every tensor has the same type without</source>
            <translation>为输出头指定的类型无效：不指定时每个张量的类型也相同</translation>
        </message>
        <message>
            <source>the type wished for embedding tables has no effect: every tensor has the same type without</source>
            <translation>为嵌入表指定的类型无效：不指定时每个张量的类型也相同</translation>
        </message>
        <message>
            <source>trying more scales has no effect: the preset rounds no tensor</source>
            <translation>尝试更多缩放无效：该预设不对任何张量取整</translation>
        </message>
        <message>
            <source>{} of {} tensors have another type than the preset&apos;s because their rows do not divide: {:.3f} bits per weight, {:.3f} for the whole model</source>
            <translation>{1} 个张量中有 {0} 个因行长不能整除而使用了预设以外的类型：每权重 {2} 比特，整个模型 {3} 比特</translation>
        </message>
        <message>
            <source>the importance matrix has no effect: the preset rounds no tensor</source>
            <translation>重要性矩阵无效：该预设不对任何张量取整</translation>
        </message>
        <message>
            <source>the importance matrix has no effect: {} has no scales to choose by it</source>
            <translation>重要性矩阵无效：{} 没有可依据它选择的缩放</translation>
        </message>
        <message>
            <source>no importance is known for {}: rounded with equal weights, as llama-quantize does</source>
            <translation>没有 {} 的重要性数据：按相等权重舍入，与 llama-quantize 相同</translation>
        </message>
        <message>
            <source>the importance matrix also holds {}, which the model does not have</source>
            <translation>重要性矩阵还包含模型中没有的 {}</translation>
        </message>
        <message>
            <source>the importance of {} cannot be used, it is zero or beyond all measure: rounded with equal weights</source>
            <translation>{} 的重要性无法使用（为零或超出范围）：按等权重取整</translation>
        </message>
        <message>
            <source>{} of {} experts not covered by the importance matrix in {}: their weights count the same</source>
            <translation>{2} 中有 {0}/{1} 个专家未被重要性矩阵覆盖：其权重等价计算</translation>
        </message>
        <message>
            <source>up to {} of {} experts not covered by the importance matrix in {}: their weights count the same</source>
            <translation>{2} 中最多有 {0}/{1} 个专家未被重要性矩阵覆盖：其权重等价计算</translation>
        </message>
        <message>
            <source>{} of {} columns without usable importance in {}: they weigh as the nearest of the others</source>
            <translation>{2} 中有 {0}/{1} 列没有可用的重要性：按其余列中最接近者加权</translation>
        </message>
        <message>
            <source>up to {} of {} columns without usable importance in {}: they weigh as the nearest of the others</source>
            <translation>{2} 中最多有 {0}/{1} 列没有可用的重要性：按其余列中最接近者加权</translation>
        </message>
        <message>
            <source>the head has weights of its own now: rotated, it can no longer share them with the embeddings</source>
            <translation>输出头现在有自己的权重：旋转后无法再与嵌入共享</translation>
        </message>
        <message>
            <source>no place for channel scales is known in architecture {}: weights are rounded with importance alone</source>
            <translation>架构 {} 中没有已知可放置通道缩放的位置：仅按重要性舍入</translation>
        </message>
        <message>
            <source>{} of the quantized tensors are rounded without {}: {}, {}</source>
            <translation>{0} 个量化张量未使用 {1} 舍入，例如 {2}：{3}</translation>
        </message>
        <message>
            <source>{} projections stay as they are: {}</source>
            <translation>保持原样的投影：{0} 个（{1}）</translation>
        </message>
        <message>
            <source>{} projections are rounded to nearest: the calibration has no Hessian for them</source>
            <translation>因校准中没有其黑塞矩阵而就近舍入的投影：{} 个</translation>
        </message>
        <message>
            <source>{} projections are rounded without {}: nothing before them is known that their scales could be divided out of</source>
            <translation>因其前没有可吸收缩放的部分而不用 {1} 舍入的投影：{0} 个</translation>
        </message>
        <message>
            <source>{} projections are not in the importance matrix</source>
            <translation>不在重要性矩阵中的投影：{} 个</translation>
        </message>
        <message>
            <source>the source is quantized already ({}): errors add up</source>
            <translation>源文件已经量化（{}）：误差会累加</translation>
        </message>
        <message>
            <source>{} of an older set stays, which is not whole: {}</source>
            <translation>旧文件组中的 {0} 保留，该组不完整：{1}</translation>
        </message>
        <message>
            <source>{} of an older set stays: {}</source>
            <translation>旧文件组中的 {0} 保留：{1}</translation>
        </message>
        <message>
            <source>the budget of {:g} nat is not met: {:.3g} were measured</source>
            <translation>未达到 {0} nat 的预算：实测为 {1}</translation>
        </message>
        <message>
            <source>secrets and personal data were not looked for (--no-redact)</source>
            <translation>未查找机密和个人数据（--no-redact）</translation>
        </message>
        <message>
            <source>the text held what looks like secrets or personal data, replaced before use: {}</source>
            <translation>文本中含有疑似机密或个人数据的内容，使用前已替换：{}</translation>
        </message>
        <message>
            <source>{} of {} conversations were joined instead of written as the model knows them: {}</source>
            <translation>{1} 段对话中有 {0} 段被直接拼接，而不是按模型熟悉的格式书写：{2}</translation>
        </message>
        <message>
            <source>the text has {} tokens, less than the context of {}: one short sample</source>
            <translation>文本有 {0} 个词元，少于上下文的 {1} 个：只有一个短样本</translation>
        </message>
        <message>
            <source>calibrated at a context of {} tokens, served at {}: what happens beyond was not seen</source>
            <translation>以 {0} 个词元的上下文校准，服务时为 {1}：超出部分未曾见到</translation>
        </message>
        <message>
            <source>calibrated at a context of {} tokens, the model is trained for {}: what happens beyond was not seen</source>
            <translation>以 {0} 个词元的上下文校准，模型按 {1} 训练：超出部分未曾见到</translation>
        </message>
        <message>
            <source>the context of {} tokens is beyond the {} the model is trained for</source>
            <translation>{0} 个词元的上下文超出模型训练的 {1}</translation>
        </message>
        <message>
            <source>the sample is small: {} tokens, {} or more are advisable</source>
            <translation>样本较小：{0} 个词元，建议 {1} 个或更多</translation>
        </message>
        <message>
            <source>up to {} experts of a layer were never reached</source>
            <translation>某层中从未到达的专家：最多 {} 个</translation>
        </message>
        <message>
            <source>{} expert tensors have an expert that saw fewer than {} tokens</source>
            <translation>含有专家所见词元少于 {1} 的张量：{0} 个</translation>
        </message>
        <message>
            <source>{}: context {} is beyond the {} tokens the model was trained for</source>
            <translation>{0}：上下文 {1} 超出模型训练所用的 {2} 个词元</translation>
        </message>
        <message>
            <source>{} of the text&apos;s {} tokens became &lt;unk&gt;: the vocabulary has none for their characters</source>
            <translation>文本的 {1} 个词元中有 {0} 个成为 &lt;unk&gt;：词表中没有对应这些字符的词元</translation>
        </message>
        <message>
            <source>its vocabulary begins a text with BOS (add_bos_token), the baseline&apos;s does not: measured without</source>
            <translation>其词表在文本开头添加 BOS（add_bos_token），基线不添加：按不添加测量</translation>
        </message>
        <message>
            <source>its vocabulary begins a text without BOS (add_bos_token), the baseline&apos;s with it: measured with it</source>
            <translation>其词表在文本开头不添加 BOS（add_bos_token），基线添加：按添加测量</translation>
        </message>
        <message>
            <source>its BOS is token {}, the baseline&apos;s {}: measured with the baseline&apos;s</source>
            <translation>其 BOS 为词元 {0}，基线为 {1}：按基线测量</translation>
        </message>
        <message>
            <source>its tokenizer cuts this text into other tokens, from token {} on: measured on the baseline&apos;s</source>
            <translation>其分词器从第 {} 个词元起切分不同：按基线的词元测量</translation>
        </message>
        <message>
            <source>{} is &quot;{}&quot;, the baseline&apos;s &quot;{}&quot;</source>
            <translation>{0} 为“{1}”，基线为“{2}”</translation>
        </message>
        <message>
            <source>{} differ from the baseline&apos;s</source>
            <translation>{} 与基线不同</translation>
        </message>
        <message>
            <source>{} is no metric</source>
            <translation>{} 不是指标</translation>
        </message>
        <message>
            <source>it was not measured: compare again</source>
            <translation>未测量：请重新比较</translation>
        </message>
        <message>
            <source>its value is no number</source>
            <translation>其值不是数值</translation>
        </message>
        <message>
            <source>its figures contradict the comparison&apos;s: compare again</source>
            <translation>其数字与比较本身矛盾：请重新比较</translation>
        </message>
        <message>
            <source>one window says nothing of the spread: compare over a longer text</source>
            <translation>单个窗口无法反映离散程度：请用更长的文本比较</translation>
        </message>
        <message>
            <source>its interval over windows was not recorded: compare again</source>
            <translation>未记录按窗口的区间：请重新比较</translation>
        </message>
        <message>
            <source>its interval is no number</source>
            <translation>其区间不是数值</translation>
        </message>
        <message>
            <source>nothing was scored</source>
            <translation>没有任何计分</translation>
        </message>
        <message>
            <source>the baseline&apos;s perplexity is no number</source>
            <translation>基线的困惑度不是数值</translation>
        </message>
        <message>
            <source>the baseline&apos;s own noise floor, {:.2g}, is not within the limit</source>
            <translation>基线自身的噪声下限 {} 不在限值之内</translation>
        </message>
        <message>
            <source>the baseline&apos;s own noise floor is no number</source>
            <translation>基线自身的噪声下限不是数值</translation>
        </message>
        <message>
            <source>it keeps the limit</source>
            <translation>满足限值</translation>
        </message>
        <message>
            <source>the whole 95 % interval keeps the limit</source>
            <translation>整个 95 % 区间满足限值</translation>
        </message>
        <message>
            <source>it breaks the limit</source>
            <translation>违反限值</translation>
        </message>
        <message>
            <source>the whole 95 % interval breaks the limit</source>
            <translation>整个 95 % 区间违反限值</translation>
        </message>
        <message>
            <source>the limit lies within the 95 % interval: compare over more windows</source>
            <translation>限值位于 95 % 区间之内：请用更多窗口比较</translation>
        </message>
        <message>
            <source>the baseline has changed since: compare again</source>
            <translation>基线已有改动：请重新比较</translation>
        </message>
        <message>
            <source>the candidate has changed since: compare again</source>
            <translation>候选已有改动：请重新比较</translation>
        </message>
        <message>
            <source>{} is read-only: the verdicts are not kept</source>
            <translation>{} 是只读的：判定不会保留</translation>
        </message>
        <message>
            <source>the verdicts are not kept: {}, {}</source>
            <translation>判定未保留：{0}，{1}</translation>
        </message>
        <message>
            <source>the baseline is not there any more</source>
            <translation>基线已不存在</translation>
        </message>
        <message>
            <source>the baseline&apos;s SHA-256 was not recorded: compare again</source>
            <translation>未记录基线的 SHA-256：请重新比较</translation>
        </message>
        <message>
            <source>the baseline cannot be read: {}</source>
            <translation>无法读取基线：{}</translation>
        </message>
        <message>
            <source>the candidate is not there any more</source>
            <translation>候选已不存在</translation>
        </message>
        <message>
            <source>the candidate&apos;s SHA-256 was not recorded: compare again</source>
            <translation>未记录候选的 SHA-256：请重新比较</translation>
        </message>
        <message>
            <source>the candidate cannot be read: {}</source>
            <translation>无法读取候选：{}</translation>
        </message>
        <message>
            <source>{:.0f} % of the lines are code or JSON: prose was hardly seen</source>
            <translation>{}% 的行是代码或 JSON：几乎没有见到散文</translation>
        </message>
        <message>
            <source>waiting for the project</source>
            <translation>正在等待项目</translation>
        </message>
        <message>
            <source>a model without an output head: it gives a vector for each token and generates nothing</source>
            <translation>没有输出头的模型：为每个词元给出一个向量，不生成任何内容</translation>
        </message>
        <message>
            <source>generating took {:.0f} % of the read bandwidth: its {:.0f} bytes of weights stay in the processor&apos;s {:.0f} bytes of cache, which is faster than the memory that was measured</source>
            <translation>生成用到了读取带宽的 {:.0f} %：其 {:.0f} 字节的权重留在处理器 {:.0f} 字节的缓存中，缓存比所测的内存更快</translation>
        </message>
        <message>
            <source>generating took {:.0f} % of the read bandwidth: the two are measured one after the other, a busy machine slows one of them, and a part of the weights stays in caches; measure again when it is idle</source>
            <translation>生成用到了读取带宽的 {:.0f} %：两者先后测量，机器繁忙会拖慢其中之一，且部分权重留在缓存中；请在空闲时重新测量</translation>
        </message>
        <message>
            <source>the prompt took {:.0f} % of the product rate: the two are measured one after the other, and a busy machine slows one of them; measure again when it is idle</source>
            <translation>提示用到了运算速率的 {:.0f} %：两者先后测量，机器繁忙会拖慢其中之一；请在空闲时重新测量</translation>
        </message>
        <message>
            <source>only {} tokens in {} windows were scored: so few say little, measure over a longer text</source>
            <translation>仅对 {} 个词元（{} 个窗口）进行了评分：数量太少，说明不了什么，请用更长的文本测量</translation>
        </message>
        <message>
            <source>the 95 % interval of the perplexity is wider than the perplexity itself: measure over a longer text</source>
            <translation>困惑度的 95 % 区间比困惑度本身还宽：请用更长的文本测量</translation>
        </message>
        <message>
            <source>the 95 % interval of {} is wider than its value: compare over a longer text</source>
            <translation>{} 的 95 % 区间比其数值还宽：请用更长的文本比较</translation>
        </message>
        <message>
            <source>window {}</source>
            <translation>窗口 {}</translation>
        </message>
        <message>
            <source>window {}, {}</source>
            <translation>窗口 {}，{}</translation>
        </message>
        <message>
            <source>sample {}</source>
            <translation>样本 {}</translation>
        </message>
        <message>
            <source>reading</source>
            <translation>读取</translation>
        </message>
        <message>
            <source>copying</source>
            <translation>复制</translation>
        </message>
        <message>
            <source>config.json says that the output head is the embedding table, but a head with other numbers is stored: it is used, as by transformers</source>
            <translation>config.json 称输出头就是嵌入表，但文件中存有数值不同的输出头：使用该输出头，与 transformers 一致</translation>
        </message>
        <message>
            <source>rope_scaling and rope_parameters of config.json contradict each other: rope_scaling counts, as in transformers (a rope_theta that only rope_parameters have does not)</source>
            <translation>config.json 中的 rope_scaling 与 rope_parameters 相互矛盾：以 rope_scaling 为准，与 transformers 一致（仅出现在 rope_parameters 中的 rope_theta 不生效）</translation>
        </message>
        <message>
            <source>{} files or folders beside the weights do not go along, being weights in other forms, links to elsewhere or too large: {}</source>
            <translation>权重旁的 {} 个文件或文件夹不会一并复制（其他形式的权重、指向别处的链接或过大）：{}</translation>
        </message>
        <message>
            <source>window {} of the text&apos;s {}</source>
            <translation>文本 {1} 个窗口中的第 {0} 个</translation>
        </message>
        <message>
            <source>windows {} to {} of the text&apos;s {}</source>
            <translation>文本 {2} 个窗口中的第 {0} 至 {1} 个</translation>
        </message>
        <message>
            <source>one window in {} of the text&apos;s {}, from number {} on</source>
            <translation>文本 {1} 个窗口中从第 {2} 个起每 {0} 个取一个</translation>
        </message>
        <message>
            <source>{} whole machines: what goes between them crosses a network, whose time is not counted</source>
            <translation>{} 台完整的机器：它们之间的数据经由网络传输，其时间未计入</translation>
        </message>
        <message>
            <source>&quot;{}&quot; has no effect in llama.cpp, where only other families than {} are computed with it; nor has it here, but in a Hugging Face folder whose class heeds it</source>
            <translation>“{}”在 llama.cpp 中不起作用，只有 {} 以外的家族才用它计算；在这里同样如此，除非是其类会采用它的 Hugging Face 文件夹</translation>
        </message>
        <message>
            <source>&quot;{}&quot; is missing: llama.cpp does not load this file, and it is not evaluated here</source>
            <translation>缺少“{}”：llama.cpp 无法加载此文件，这里也不会对它求值</translation>
        </message>
        <message>
            <source>the name {} says only how weights are stored: unless the method {} is chosen, with a calibration, they are rounded by {}</source>
            <translation>名称 {0} 只说明权重的存储方式：若不选择方法 {1} 并提供校准，则用 {2} 舍入</translation>
        </message>
        <message>
            <source>excluding {} has no effect: the importance matrix has no such entry</source>
            <translation>排除 {} 没有效果：重要性矩阵中没有这样的条目</translation>
        </message>
        <message>
            <source>excluding weights has no effect: there is no importance matrix</source>
            <translation>排除权重没有效果：没有重要性矩阵</translation>
        </message>
        <message>
            <source>no damping makes the Hessian positive definite: weights are rounded to nearest</source>
            <translation>没有任何阻尼能使海森矩阵正定：权重按最近值舍入</translation>
        </message>
        <message>
            <source>the damped Hessian is not positive definite: weights are rounded to nearest</source>
            <translation>加阻尼后的海森矩阵不是正定的：权重按最近值舍入</translation>
        </message>
        <message>
            <source>Hessian not positive definite with damping {:g}: {:g} used</source>
            <translation>阻尼为 {:g} 时海森矩阵不是正定的：改用 {:g}</translation>
        </message>
        <message>
            <source>damping 1 did not suffice: diagonal raised by {:g} more</source>
            <translation>阻尼 1 不够：对角线再增加 {:g}</translation>
        </message>
        <message>
            <source>matrix {}: {}</source>
            <translation>矩阵 {}：{}</translation>
        </message>
        <message>
            <source>matrix {} saw no input: rounded to nearest</source>
            <translation>矩阵 {} 没有收到输入：按最近值舍入</translation>
        </message>
    </context>
    <context>
        <name>OutputFolder</name>
        <message>
            <source>%1 is a file: choose another output folder.</source>
            <translation>%1 是文件：请选择其他输出文件夹。</translation>
        </message>
        <message>
            <source>Nothing may be written into %1: choose another output folder.</source>
            <translation>%1 不允许写入：请选择其他输出文件夹。</translation>
        </message>
    </context>
    <context>
        <name>CalibrationSession</name>
        <message>
            <source>Calibration of %1</source>
            <comment>job: model</comment>
            <translation>%1 的校准</translation>
        </message>
    </context>
    <context>
        <name>SearchSession</name>
        <message>
            <source>The search runs: errors of every type, then the damage of each group, then the mixture as a whole.</source>
            <translation>正在搜索：先是每种类型的误差，再是每组的损失，最后是整个混合。</translation>
        </message>
        <message>
            <source>The source is quantized already: allow quantizing again, or open a file in F16, BF16 or F32.</source>
            <translation>源文件已经量化：请允许再次量化，或打开 F16、BF16 或 F32 文件。</translation>
        </message>
        <message>
            <source>The text file is not there: choose another.</source>
            <translation>文本文件不存在：请另选一个。</translation>
        </message>
        <message>
            <source>Mixture search of %1</source>
            <comment>job: model</comment>
            <translation>%1 的混合搜索</translation>
        </message>
    </context>
    <context>
        <name>SensitivitySession</name>
        <message>
            <source>It is being measured: one group after the other.</source>
            <translation>正在测量：逐组进行。</translation>
        </message>
        <message>
            <source>Select a preset.</source>
            <translation>请选择一个预设。</translation>
        </message>
        <message>
            <source>Choose a text that the model has not been trained on.</source>
            <translation>请选择模型未曾训练过的文本。</translation>
        </message>
        <message>
            <source>Sensitivity to %1 of %2</source>
            <comment>job: preset, model</comment>
            <translation>%2 对 %1 的敏感度</translation>
        </message>
        <message>
            <source>Built-in presets can be measured, not those of your own: select one.</source>
            <translation>可测量内置预设，不能测量自己的预设：请选择一个内置预设。</translation>
        </message>
        <message>
            <source>Sensitivity is measured with presets of files: select one.</source>
            <translation>敏感度用文件预设测量：请选择一个。</translation>
        </message>
        <message>
            <source>The text file is not there: choose another.</source>
            <translation>文本文件不存在：请另选。</translation>
        </message>
    </context>
    <context>
        <name>BesideControls</name>
        <message>
            <source>Projector</source>
            <translation>投影器</translation>
        </message>
        <message>
            <source>Experts in host memory, layers</source>
            <translation>主机内存中的专家，层数</translation>
        </message>
        <message>
            <source>none</source>
            <translation>无</translation>
        </message>
        <message>
            <source>of the model</source>
            <translation>模型自带</translation>
        </message>
        <message>
            <source>another file…</source>
            <translation>其他文件…</translation>
        </message>
        <message>
            <source>Open projector</source>
            <translation>打开投影器</translation>
        </message>
        <message>
            <source>Projectors (*.gguf)</source>
            <translation>投影器 (*.gguf)</translation>
        </message>
        <message>
            <source>change of projector</source>
            <translation>更改投影器</translation>
        </message>
        <message>
            <source>change of experts in host memory</source>
            <translation>更改主机内存中的专家</translation>
        </message>
        <message>
            <source>in none</source>
            <translation>无</translation>
        </message>
    </context>
</TS>
