import { openCore } from '/work/main/main/host/core.ts'
import { rmSync, createReadStream, writeFileSync } from 'node:fs'
const size=process.argv[2]??'10k'
rmSync('/tmp/e/data',{recursive:true,force:true})
const core = await openCore({data:'/tmp/e/data',config:'/tmp/e/config'})
const s = new AbortController().signal
const call=async (m:string,i:unknown):Promise<any>=>{const r:any=await core.call(m,i,s); if(!r.ok) console.log(m,JSON.stringify(r)); return r.value}
const imp=async (f:string,extra={})=>{ const {file}=await core.stage(f.split('/').pop()!,createReadStream(f)); const t=performance.now(); const i=await call('imports.inspect',{file}); const ti=performance.now()-t; console.log(f.split('/').pop(), Math.round(ti)+'ms', i.format,i.encoding,i.delimiter,JSON.stringify(i.suggestion)); 
 const t2=performance.now(); const {job}=await call('imports.start',{file,...extra}); let v; do { await new Promise(r=>setTimeout(r,100)); v=await call('jobs.get',{job}) } while(!v.endedAt && v.state!=='paused'); const ms=performance.now()-t2
 console.log(v.state,v.done,v.total,JSON.stringify(v.counts),JSON.stringify(v.error??''),JSON.stringify(v.errors.slice(0,2)),Math.round(v.done/ms*1000)+' rows/s',Math.round(process.memoryUsage().rss/1e6)+'MB'); return {job,v} }
const d='/tmp/e/ds/'+size+'/'
console.log('idle rss',Math.round(process.memoryUsage().rss/1e6))
await imp(d+'organisations.csv'); const a=await imp(d+'contacts.csv'); await imp(d+'opportunities.csv'); await imp(d+'contacts.csv'); await imp(d+'contacts.csv',{dryRun:true})
for (const t of ['contact','organisation','opportunity','listValue']) console.log(t, JSON.stringify(await call('entities.count',{type:t})))
console.log(JSON.stringify((await call('entities.list',{type:'contact',limit:2})).rows,null,1))
for (const f of ['csv','vcf']) { const t=performance.now(); const e=await call('imports.export',{type:'contact',format:f}); let v; do { await new Promise(r=>setTimeout(r,50)); v=await call('jobs.get',{job:e.job}) } while(!v.endedAt); console.log(f,v.state,JSON.stringify(v.result),JSON.stringify(v.error??''),v.done, Math.round(performance.now()-t)+'ms'); const o=await core.open(v.result.file); let b=[]; for await (const p of o!.bytes) b.push(p); writeFileSync('/tmp/e/out.'+f,Buffer.concat(b)) }
await imp('/tmp/e/out.csv'); await imp('/tmp/e/out.vcf')
const t=performance.now(); console.log(JSON.stringify(await call('imports.revert',{job:a.job})), Math.round(performance.now()-t)+'ms', JSON.stringify(await call('entities.count',{type:'contact'})))
await core.close()
